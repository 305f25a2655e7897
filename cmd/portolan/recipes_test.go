package main

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"portolan/model/testenv"
)

// recipeSites are small sites; of three, one share of six has two.
func recipeSites(t *testing.T) []string {
	three, sixty := []string{"harbour", "lima", "pier"}, []string{}
	for i := range 60 {
		sixty = append(sixty, fmt.Sprintf("site-%d", i+1))
	}
	return testenv.Choose(t, "sites that recipes build in shares", sixty, three, three[:1])
}

// inRecipeFolder goes to a folder with sites, the packs of which it returns as one run builds them.
func inRecipeFolder(t *testing.T) (whole map[string]string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(testdata, "harbour.toml"))
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	for _, name := range recipeSites(t) {
		if err := os.MkdirAll(filepath.Join("sites", name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join("sites", name, siteFile), text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	run(t, 0, "build", "-o", "whole")
	return manifestsBelow(t, "whole")
}

// manifestsBelow are the manifests of packs below a folder, by the names of the packs.
func manifestsBelow(t *testing.T, folder string) map[string]string {
	t.Helper()
	found := map[string]string{}
	for _, pattern := range []string{"*", "share-*/*"} {
		names, err := filepath.Glob(filepath.Join(folder, pattern, "MANIFEST.json"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if pack := filepath.Base(filepath.Dir(name)); pack != "portal" {
				found[pack] = readText(t, name)
			}
		}
	}
	return found
}

// joins holds the packs and the portal that a recipe made against those of one run.
func joins(t *testing.T, folder string, whole map[string]string) {
	t.Helper()
	if made := manifestsBelow(t, folder); !maps.Equal(made, whole) {
		t.Errorf("the shares have %d packs; one run has %d, or other bytes", len(made), len(whole))
	}
	list := readText(t, filepath.Join(folder, "portal", "portal.json"))
	if n := strings.Count(list, `"manifest_sha256"`); n != len(whole) {
		t.Errorf("the portal joins %d packs of %d", n, len(whole))
	}
}

// TestMakeRecipe lets make build, and checks the recipe's syntax without building.
func TestMakeRecipe(t *testing.T) {
	tool, err := exec.LookPath("make")
	if err != nil {
		t.Skip(err)
	}
	recipe, err := filepath.Abs("guides/recipes/portolan.mk")
	if err != nil {
		t.Fatal(err)
	}
	whole := inRecipeFolder(t)
	out, err := exec.Command(tool, "-n", "-f", recipe, "portal").CombinedOutput()
	if n := strings.Count(string(out), "portolan build"); err != nil || n != 6 {
		t.Fatalf("%v: %d shares\n%s", err, n, out)
	}
	if out, err := exec.Command(tool, "-j3", "-f", recipe, "portal").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	joins(t, "dist", whole)
}

// TestRecipesOfEngines types what the recipes of CI engines and Kubernetes run, a share after another, as these would.
func TestRecipesOfEngines(t *testing.T) {
	bash := testenv.Tool(t, "bash")
	engines := map[string]struct {
		folder string // that the portal is in
		fill   func(command string, index int) string
	}{
		"github.yml": {"dist", func(command string, index int) string {
			return strings.NewReplacer("${{ matrix.share }}", fmt.Sprint(index+1), "${{ strategy.job-total }}", "6").Replace(command)
		}},
		"gitlab.yml": {"dist", func(command string, index int) string {
			return fmt.Sprintf("export CI_NODE_INDEX=%d CI_NODE_TOTAL=6; %s", index+1, command)
		}},
		"kubernetes.yaml": {"packs", func(command string, index int) string {
			return fmt.Sprintf("export JOB_COMPLETION_INDEX=%d; %s", index, strings.NewReplacer("/sites", "sites", "/packs", "packs").Replace(command))
		}},
	}
	texts := map[string]string{}
	for name := range engines {
		texts[name] = readText(t, filepath.Join("guides", "recipes", name))
	}
	command := regexp.MustCompile(`(?m)^ +(?:- |run: )(portolan .*)$`)
	whole := inRecipeFolder(t)
	for name, engine := range engines {
		t.Run(name, func(t *testing.T) {
			found := command.FindAllStringSubmatch(texts[name], -1)
			if len(found) != 2 {
				t.Fatalf("%q", found)
			}
			for index := range 6 {
				typeIn(t, bash, engine.fill(found[0][1], index), 0)
			}
			typeIn(t, bash, engine.fill(found[1][1], 0), 0)
			joins(t, engine.folder, whole)
			if err := os.RemoveAll(engine.folder); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// TestRecipesAreYAML reads the recipes strictly: no key twice, none that the engine does not have at that place, numbers that belong together.
func TestRecipesAreYAML(t *testing.T) {
	var workflow struct {
		Name        string
		On          map[string]map[string][]string
		Permissions map[string]string
		Jobs        map[string]struct {
			RunsOn   string `yaml:"runs-on"`
			Needs    string
			If       string
			Strategy struct {
				FailFast bool `yaml:"fail-fast"`
				Matrix   map[string][]int
			}
			Steps []struct {
				Name, Uses, Run, If string
				With                map[string]string
			}
		}
	}
	readYAML(t, "github.yml", &workflow)
	if shares := workflow.Jobs["build"].Strategy.Matrix["share"]; !slices.Equal(shares, []int{1, 2, 3, 4, 5, 6}) || workflow.Jobs["portal"].Needs != "build" {
		t.Errorf("%+v", workflow)
	}
	type job struct {
		Stage, When string
		Parallel    int
		Script      []string
		Artifacts   struct {
			When  string
			Paths []string
		}
	}
	var pipeline struct {
		Stages        []string
		Packs, Portal job
	}
	readYAML(t, "gitlab.yml", &pipeline)
	if pipeline.Packs.Parallel != 6 || !slices.Equal(pipeline.Stages, []string{pipeline.Packs.Stage, pipeline.Portal.Stage}) {
		t.Errorf("%+v", pipeline)
	}
	jobs := [2]kubernetesJob{}
	readYAML(t, "kubernetes.yaml", &jobs[0], &jobs[1])
	for _, j := range jobs {
		pod := j.Spec.Template.Spec
		if j.APIVersion != "batch/v1" || j.Kind != "Job" || pod.RestartPolicy != "Never" || len(pod.Containers) != 1 {
			t.Errorf("%+v", j)
		}
		for _, mount := range pod.Containers[0].VolumeMounts {
			if !slices.ContainsFunc(pod.Volumes, func(v kubernetesVolume) bool { return v.Name == mount.Name }) {
				t.Errorf("%s: there is no volume %s", j.Metadata.Name, mount.Name)
			}
		}
	}
	if s := jobs[0].Spec; s.CompletionMode != "Indexed" || s.Completions != 6 || s.PodFailurePolicy.Rules[0].OnExitCodes.ContainerName != s.Template.Spec.Containers[0].Name {
		t.Errorf("%+v", s)
	}
}

// A kubernetesJob has the keys of batch/v1 that the recipe uses, and no other.
type kubernetesJob struct {
	APIVersion string `yaml:"apiVersion"`
	Kind       string
	Metadata   struct {
		Name   string
		Labels map[string]string
	}
	Spec struct {
		CompletionMode       string `yaml:"completionMode"`
		Completions          int
		Parallelism          int
		BackoffLimit         int `yaml:"backoffLimit"`
		BackoffLimitPerIndex int `yaml:"backoffLimitPerIndex"`
		PodFailurePolicy     struct {
			Rules []struct {
				Action      string
				OnExitCodes struct {
					ContainerName string `yaml:"containerName"`
					Operator      string
					Values        []int
				} `yaml:"onExitCodes"`
			}
		} `yaml:"podFailurePolicy"`
		Template struct {
			Spec struct {
				RestartPolicy string `yaml:"restartPolicy"`
				Containers    []struct {
					Name, Image  string
					Command      []string
					Resources    struct{ Requests, Limits map[string]string }
					VolumeMounts []struct {
						Name      string
						MountPath string `yaml:"mountPath"`
						ReadOnly  bool   `yaml:"readOnly"`
					} `yaml:"volumeMounts"`
				}
				Volumes []kubernetesVolume
			}
		}
	}
}

type kubernetesVolume struct {
	Name                  string
	PersistentVolumeClaim struct {
		ClaimName string `yaml:"claimName"`
		ReadOnly  bool   `yaml:"readOnly"`
	} `yaml:"persistentVolumeClaim"`
}

func readYAML(t *testing.T, name string, into ...any) {
	t.Helper()
	d := yaml.NewDecoder(bytes.NewBufferString(readText(t, filepath.Join("guides", "recipes", name))))
	d.KnownFields(true)
	for _, each := range into {
		if err := d.Decode(each); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	if err := d.Decode(&struct{}{}); err == nil {
		t.Errorf("%s: another document follows", name)
	}
}
