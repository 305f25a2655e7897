//go:build unix

package main

import (
	"bytes"
	"errors"
	"image"
	"image/png"
	"maps"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"portolan/model/testenv"
)

// An input is a file that somebody else wrote, and a command that reads it.
type input struct {
	file  string // below the folder that a case is made in; where it is not there as long as all is well, it is made with what is in it
	holds string
	args  []string
}

// readings are all inputs of a site, of its products and its theme, and what else is read of files from elsewhere.
func readings() []input {
	check, build := []string{"check", "site"}, []string{"build", "site", "--theme", "./theme", "-o", "out"}
	return []input{
		{file: "site/site.toml", args: check}, {file: "site/parts/hosts.toml", args: check}, {file: "site/approvals.toml", args: check},
		{file: "site/decisions.toml", args: check}, {file: "site/status.toml", args: check, holds: "schema = 1\n"},
		{file: "site/forms/columns.toml", args: check}, {file: "site/chapters/introduction.md", args: check}, {file: "site/brand/logo.png", args: check},
		{file: "site/runbooks/own.toml", args: check}, {file: "site/acceptance/sense1.txt", args: check, holds: "x"}, {file: "site/evidence/sense1/rules.csv", args: check},
		{file: "site/evidence/sense1/rules.toml", args: check}, {file: "site/previous/site.toml", args: check},
		{file: "products/tide-gauge/2/product.toml", args: []string{"check", "tide", "--catalog", "products"}},
		{file: "theme/theme.toml", args: build}, {file: "theme/logo.png", args: build},
		{file: "book.xlsx", args: []string{"import-status", "site", "book.xlsx"}, holds: "x"}, {file: "list.csv", args: []string{"import", "list.csv"}, holds: "x"},
		{file: "pack/MANIFEST.json", args: []string{"verify", "pack"}},
		{file: "key.pub", args: []string{"verify", "--key", "key.pub", "pack"}, holds: "x"},
	}
}

// inputFolder makes a site with every input that a site can have, and its pack. All of it can be read.
func inputFolder(t *testing.T, folder string) {
	t.Helper()
	put := func(name, text string) {
		name = filepath.Join(folder, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	text := func(name string) string {
		data, err := os.ReadFile(filepath.Join("../..", name))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	single := text("sites/single-node/site.toml")
	put("site/site.toml", strings.Replace(single, "schema = 1\n", "schema = 1\ninclude = [\"parts/hosts.toml\"]\n", 1)+
		"\n[pack]\nchapters = [\"summary\", \"chapters/introduction.md\"]\nlogo = \"brand/logo.png\"\nevidence = \"evidence\"\nprevious = \"previous\"\n\n[worksheet]\ncolumns = \"forms/columns.toml\"\n")
	put("site/parts/hosts.toml", "[service_groups.all]\nname = \"ALL\"\nports = [\"tcp/443\"]\n")
	put("site/approvals.toml", "schema = 1\n")
	put("site/decisions.toml", "schema = 1\n")
	put("site/forms/columns.toml", text("sites/scenario-large/columns.toml"))
	put("site/chapters/introduction.md", "# Introduction\n\nThis pack covers one node.\n")
	put("site/runbooks/own.toml", text("cmd/portolan/testdata/mutated/runbooks/change.toml"))
	put("site/evidence/sense1/rules.csv", "From,To,Service\n10.9.0.0/16,192.168.4.21,tcp/4242\n")
	put("site/evidence/sense1/rules.toml", "[columns]\nsource = \"From\"\ndestination = \"To\"\nport = \"Service\"\n")
	put("site/previous/site.toml", strings.Replace(single, `revision = "1.0"`, `revision = "0.9"`, 1))
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 48, 32))); err != nil {
		t.Fatal(err)
	}
	put("site/brand/logo.png", picture.String())
	put("theme/logo.png", picture.String())
	put("theme/theme.toml", "logo = \"logo.png\"\n"+text("themes/default/theme.toml"))
	put("outside", "schema = 1\n")
	if err := os.CopyFS(filepath.Join(folder, "products/tide-gauge"), os.DirFS("../../model/testdata/products/tide-gauge")); err != nil {
		t.Fatal(err)
	}
	put("pack/MANIFEST.json", "{}\n")
	put("tide/site.toml", text("model/testdata/products/tide-gauge/site.toml"))
}

// hostileKinds put something in the place of a file that no input may be.
var hostileKinds = map[string]func(name string) error{
	"pipe":   func(name string) error { return syscall.Mkfifo(name, 0o644) },
	"device": func(name string) error { return syscall.Mknod(name, syscall.S_IFCHR|0o666, 1<<8|5) }, // zeros without end
	"folder": func(name string) error { return os.Mkdir(name, 0o755) },
	"socket": func(name string) error {
		l, err := net.Listen("unix", name)
		if err == nil {
			l.(*net.UnixListener).SetUnlinkOnClose(false)
			err = l.Close()
		}
		return err
	},
	"link out": func(name string) error {
		return linkTo(name, filepath.Join(filepath.Dir(name), "..", "..", "..", "outside"))
	},
	"link in":     func(name string) error { return linkTo(name, name+".real") },
	"large":       func(name string) error { return errors.Join(os.WriteFile(name, nil, 0o644), os.Truncate(name, 1<<40)) },
	"unreadable":  func(name string) error { return os.WriteFile(name, nil, 0) },
	"linked room": nil, // the file is in a folder that is elsewhere
}

func linkTo(name, target string) error { return os.Symlink(target, name) }

var coded = regexp.MustCompile(`(error|warning)\[[A-Z]\d+\]`)

// TestRandomInputsOfOtherKinds puts pipes, devices, folders, sockets, links and files without end, or without a permission, in the place of each input. The program
// says so with the name of the file, and a code where it is of a site, and neither waits nor reads them.
func TestRandomInputsOfOtherKinds(t *testing.T) {
	sound := t.TempDir()
	inputFolder(t, sound)
	for _, args := range [][]string{{"check", "site"}, {"check", "tide", "--catalog", "products"}, {"build", "site", "--theme", "./theme", "-o", "out"}} {
		cmd := exec.Command("portolan", args...)
		cmd.Dir = sound
		if said, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %v\n%s", args, err, said)
		}
	}
	kinds := testenv.Choose(t, "kinds of files as inputs", slices.Sorted(maps.Keys(hostileKinds)), []string{"link out", "linked room", "pipe"}, []string{"pipe"})
	for _, in := range readings() {
		for _, kind := range kinds {
			make := hostileKinds[kind]
			t.Run(strings.ReplaceAll(in.file+" "+kind, "/", "-"), func(t *testing.T) {
				folder, err := os.MkdirTemp("", "in") // the name of a socket must be short
				if err != nil {
					t.Fatal(err)
				}
				t.Cleanup(func() { _ = os.RemoveAll(folder) })
				if err := os.Chmod(folder, 0o755); err != nil {
					t.Fatal(err)
				}
				inputFolder(t, folder)
				name := filepath.Join(folder, in.file)
				before, err := os.ReadFile(name)
				if err != nil && in.holds == "" {
					t.Fatal(err)
				}
				switch {
				case kind == "linked room":
					if strings.Count(in.file, "/") < 2 || strings.HasPrefix(in.file, "products/") {
						t.Skip("its folder is the one that was named, or one of products, which may be shared by links")
					}
					room := filepath.Join(folder, "elsewhere")
					if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.Rename(filepath.Dir(name), room), os.Symlink(room, filepath.Dir(name))); err != nil {
						t.Fatal(err)
					}
				default:
					if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
						t.Fatal(err)
					}
					_ = os.Remove(name)
					if kind == "link in" {
						if err := os.WriteFile(name+".real", before, 0o644); err != nil {
							t.Fatal(err)
						}
					}
					if err := make(name); errors.Is(err, syscall.EPERM) {
						t.Skip("devices need root")
					} else if err != nil {
						t.Fatal(err)
					}
				}
				program := "portolan"
				if kind == "unreadable" {
					program = "portolan-unprivileged"
				}
				refuses(t, in, folder, program)
			})
		}
	}
}

func refuses(t *testing.T, in input, folder, program string) {
	t.Helper()
	cmd := exec.Command(program, in.args...)
	cmd.Dir = folder
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	late := time.AfterFunc(time.Minute, func() { _ = cmd.Process.Kill() })
	err := cmd.Wait()
	late.Stop()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != exitFailed && exit.ExitCode() != exitUsage {
		t.Fatalf("%v ends with %v: %s", in.args, err, said.String())
	}
	if !strings.Contains(said.String(), filepath.Base(in.file)) && !strings.Contains(said.String(), filepath.Base(filepath.Dir(in.file))) {
		t.Errorf("the file is not named:\n%s", said.String())
	}
	if ofSite := strings.HasPrefix(in.file, "site/"); ofSite && !coded.MatchString(said.String()) {
		t.Errorf("there is no code:\n%s", said.String())
	}
}
