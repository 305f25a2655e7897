package runbooktest

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"

	"portolan/model/plan"
	"portolan/model/testenv"
)

// programs finds the folder of the database's programs, newest first.
func programs(t *testing.T) string {
	t.Helper()
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin")
	for i := len(found) - 1; i >= 0; i-- {
		if _, err := os.Stat(filepath.Join(found[i], "initdb")); err == nil {
			return found[i]
		}
	}
	testenv.Missing(t, "no database server below /usr/lib/postgresql")
	return ""
}

// A server is a database server of the test's own, on a loopback address.
type server struct {
	t                  *testing.T
	bin, data, address string
	port               int
}

// newServer makes a server that does not run yet. It lives in a folder of the test.
func newServer(t *testing.T, address string, port int) *server {
	t.Helper()
	testenv.Long(t, "starts a database server")
	s := &server{t: t, bin: programs(t), address: address, port: port}
	home := quickFolder(t)
	s.data = filepath.Join(home, "data")
	own(t, home)
	t.Cleanup(s.stop)
	return s
}

// quickFolder is an empty folder that every account may enter, for the time of the test.
func quickFolder(t *testing.T) string {
	t.Helper()
	dir := inMemory(t)
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

// inMemory is an empty folder that every account may enter: in memory where this computer has such a place, since servers wait for drives most of their
// time here.
func inMemory(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "portolan")
	if err != nil {
		dir, err = os.MkdirTemp("", "portolan")
	}
	if err == nil {
		err = os.Chmod(dir, 0o755)
	}
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// initialise makes an empty database cluster that trusts everybody on this computer.
func (s *server) initialise() *server {
	s.t.Helper()
	fresh := freshCluster(s.t, "server", func(made *host) {
		first := &server{t: s.t, bin: s.bin, data: filepath.Join(made.dir, "data")}
		own(s.t, made.dir)
		first.must("initdb", "-D", first.data, "-U", "postgres", "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C")
	})
	copyFolder(s.t, filepath.Join(fresh, "data"), s.data)
	s.add("pg_hba.conf", "host all all 127.0.0.0/8 trust\n") // every address of this computer's own
	return s
}

// start runs the server; options are settings for this run.
func (s *server) start(options ...string) *server {
	s.t.Helper()
	settings := fmt.Sprintf("-c listen_addresses=%s -c port=%d -c unix_socket_directories= -c fsync=off", s.address, s.port)
	for _, o := range options {
		settings += " -c " + o
	}
	s.must("pg_ctl", "-D", s.data, "-l", filepath.Join(filepath.Dir(s.data), "log"), "-o", settings, "-w", "start")
	return s
}

// add puts text at the end of one of the server's files.
func (s *server) add(name, text string) {
	s.t.Helper()
	path := filepath.Join(s.data, name)
	old, err := os.ReadFile(path)
	if err != nil {
		s.t.Fatal(err)
	}
	if err := os.WriteFile(path, append(old, text...), 0o600); err != nil {
		s.t.Fatal(err)
	}
}

// stop stops the server if it runs.
func (s *server) stop() {
	_ = s.as("pg_ctl", "-D", s.data, "-m", "immediate", "-w", "stop").Run()
}

// as is a program of the database's, run by an account that is not root: the server refuses that one.
func (s *server) as(program string, args ...string) *exec.Cmd {
	args = append([]string{filepath.Join(s.bin, program)}, args...)
	if os.Geteuid() == 0 {
		args = append([]string{"runuser", "-u", "postgres", "--"}, args...)
	}
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Dir = "/"
	return cmd
}

func (s *server) must(program string, args ...string) {
	s.t.Helper()
	var out bytes.Buffer
	cmd := s.as(program, args...)
	if program == "pg_ctl" { // the server keeps what it is given; a buffer would never end
		file, err := os.CreateTemp(s.t.TempDir(), "out")
		if err != nil {
			s.t.Fatal(err)
		}
		cmd.Stdout, cmd.Stderr = file, file
	} else {
		cmd.Stdout, cmd.Stderr = &out, &out
	}
	if err := cmd.Run(); err != nil {
		log, _ := os.ReadFile(filepath.Join(filepath.Dir(s.data), "log"))
		s.t.Fatalf("%s: %v\n%s%s", program, err, out.String(), log)
	}
}

// query is what psql answers, one row a line, columns between bars.
func (s *server) query(sql string) string {
	s.t.Helper()
	out, err := s.psql("postgres", sql)
	if err != nil {
		s.t.Fatalf("%s\n%v\n%s", sql, err, out)
	}
	return strings.TrimSuffix(out, "\n")
}

// psql hands text to psql as somebody would type it.
func (s *server) psql(database, text string) (string, error) {
	cmd := exec.Command(filepath.Join(s.bin, "psql"), "-X", "-h", s.address, "-p", strconv.Itoa(s.port), "-U", "postgres", "-d", database, "-v", "ON_ERROR_STOP=1", "-At")
	cmd.Stdin = strings.NewReader(text)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// freePort is a port that nobody listens on, and that no other test was given: tests run side by side.
func freePort(t *testing.T) int {
	t.Helper()
	for {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		port := l.Addr().(*net.TCPAddr).Port
		_ = l.Close() // only its number was wanted
		if _, given := givenPorts.LoadOrStore(port, t.Name()); !given {
			return port
		}
	}
}

var givenPorts sync.Map

// own gives a folder to the account that the server runs as.
func own(t *testing.T, dir string) {
	t.Helper()
	if os.Geteuid() != 0 {
		return
	}
	account, err := user.Lookup("postgres")
	if err != nil {
		t.Fatal(err)
	}
	uid, _ := strconv.Atoi(account.Uid)
	gid, _ := strconv.Atoi(account.Gid)
	if err := os.Chown(dir, uid, gid); err != nil {
		t.Fatal(err)
	}
}

// What a command for Windows says of places on the host: the programs, the data, the folder of a run, and the host itself.
var (
	windowsProgram = regexp.MustCompile(`& "\$env:ProgramFiles\\PostgreSQL\\[\d.]+\\bin\\(\w+)\.exe"`)
	windowsData    = regexp.MustCompile(`\$env:ProgramFiles\\PostgreSQL\\[\d.]+\\data`)
	runFolder      = regexp.MustCompile(`\$\(Get-Content '[^']*'\)\\`)
	thisHost       = regexp.MustCompile(` -h localhost `)
	askPassword    = regexp.MustCompile(`(?m)^\\password (\S+)$`)
)

// adapt changes no more of a command than where things are on this computer: the path of the program with the call operator, the data
// folder, the run's folder, and that this host is one address among several here. Quoting, options and order stay.
func (s *server) adapt(command, run string) string {
	command = windowsProgram.ReplaceAllString(command, s.bin+"/$1")
	command = windowsData.ReplaceAllLiteralString(command, s.data)
	command = runFolder.ReplaceAllLiteralString(command, run+"/")
	return thisHost.ReplaceAllLiteralString(command, " -h "+s.address+" ")
}

// shell lets bash run an adapted command, line after line, as an operator pastes it.
func (s *server) shell(command, run string) (string, error) {
	adapted := s.adapt(command, run)
	if strings.Contains(adapted, "$env:") || strings.Contains(adapted, "Get-") {
		s.t.Fatalf("this command has more of Windows in it than can be adapted:\n%s", command)
	}
	cmd := exec.Command("bash", "--norc", "-ec", adapted)
	if os.Geteuid() == 0 {
		cmd = exec.Command("runuser", "-u", "postgres", "--", "bash", "--norc", "-ec", adapted)
	}
	cmd.Dir = "/"
	cmd.Env = append(os.Environ(), "PGPASSWORD=asked-for")
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// typed lets psql run the commands of a step of shell "sql". Where psql would ask for a password, it gets one.
func (s *server) typed(sql string) string {
	s.t.Helper()
	return s.query(askPassword.ReplaceAllString(sql, "ALTER ROLE $1 PASSWORD 'asked-for';"))
}

// do runs a command in the shell that it is written for.
func (s *server) do(c plan.Command) (string, error) {
	s.t.Helper()
	if c.Shell == "sql" {
		return s.typed(c.Text), nil
	}
	return s.shell(c.Text, "")
}
