package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"portolan/cmd/portolan/preview"
)

var serveVerb = verb{
	name: "serve", args: "[SITE]", does: "show the pack of a site in a browser while you edit it",
	examples: `  portolan serve                              the site in this folder; prints the address of its first page
  portolan serve sites/harbour --open         and opens it in the browser
  portolan serve sites/harbour --listen 8080  at the same address each time

The pack is built in memory; nothing is written to disk. When a file of the site, its catalogues or its theme is saved, open pages
are loaded anew. Errors are shown in the page, with file, line and fix, above the last pack that could be built. Only
this computer is answered: for others, build the pack and copy it to where they read it. Ctrl-C ends it, with exit code 0.
`,
	prepare: prepareServe,
}

type serveOptions struct {
	buildOptions
	listen string
	browse bool
}

func prepareServe(flags *pflag.FlagSet) action {
	o := serveOptions{buildOptions: buildOptions{jobs: 1, output: "dist"}}
	flags.StringVar(&o.listen, "listen", "127.0.0.1:0", "answer at this `address` of this computer, as 8080 or 127.0.0.1:8080; port 0 takes a free one")
	flags.BoolVar(&o.browse, "open", false, "open the first page in the browser")
	flags.StringVar(&o.theme, "theme", "default", "the pack's look: a `theme` by its name, or a folder that holds one, as ./ours")
	o.catalogs = catalogFlag(flags)
	flags.BoolVar(&o.full, "full", false, "print everything, as build --full does")
	flags.StringVar(&o.asOf, "as-of", "", "judge expiries as of this `date`, as 2026-10-01 (default SOURCE_DATE_EPOCH, or the site's own date)")
	return func(ctx context.Context, p *program, args []string) error { return o.serve(ctx, p, args) }
}

func (o serveOptions) serve(ctx context.Context, p *program, args []string) error {
	if args = orHere(args, 1); len(args) == 0 {
		args = []string{"sites"} // in which there may be one
	}
	if len(args) != 1 || args[0] == stdin {
		return usageError("serve takes a site, as in: portolan serve sites/harbour")
	}
	address, err := loopback(o.listen)
	if err != nil {
		return err
	}
	b, err := o.builder(p)
	if err != nil {
		return err
	}
	if b.faults.HasErrors() {
		p.showLoose(b.faults)
		return exitCode(exitFailed)
	}
	s, _, err := p.oneSite(*o.catalogs, args[0])
	if err != nil {
		return err
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
	if err != nil {
		return fmt.Errorf("--listen: %w", err)
	}
	run := strconv.FormatInt(p.now().UnixNano(), 36)
	f := &follower{program: p, options: o, site: s, server: preview.New(s.id, b.theme.Stylesheet(), run)}
	return f.serve(ctx, listener)
}

// serve answers and follows until it is interrupted, which is how it ends.
func (f *follower) serve(ctx context.Context, listener net.Listener) error {
	web := &http.Server{Handler: f.server, ReadHeaderTimeout: 10 * time.Second, BaseContext: func(net.Listener) context.Context { return ctx }}
	failed := make(chan error, 1)
	go func() { failed <- web.Serve(listener) }()
	address := "http://" + listener.Addr().String() + "/"
	if err := f.program.print(address + "\n"); err != nil {
		return errors.Join(err, web.Close())
	}
	if f.options.browse {
		f.program.open(ctx, address)
	}
	following := make(chan struct{})
	go func() { defer close(following); f.follow(ctx) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	enough, stop := context.WithTimeout(context.WithoutCancel(ctx), time.Second/2)
	defer stop()
	if web.Shutdown(enough) != nil { // the streams of open pages have ended; somebody waits for a pack
		_ = web.Close()
	}
	select {
	case <-following:
	case <-enough.Done(): // a pack that is being made is for nobody
	}
	return nil
}

// loopback is an address of this machine that no other one reaches.
func loopback(listen string) (string, error) {
	host, port, err := net.SplitHostPort(listen)
	if err != nil && !strings.Contains(listen, ":") {
		host, port, err = "", listen, nil
	}
	n, wrong := strconv.ParseUint(port, 10, 16)
	ip := net.ParseIP(host)
	switch {
	case err != nil || wrong != nil:
		return "", usageError("--listen: %q is no address, such as 8080 or 127.0.0.1:8080", listen)
	case host == "" || strings.EqualFold(host, "localhost"):
		host = "127.0.0.1"
	case ip == nil || !ip.IsLoopback():
		return "", usageError("--listen: %s can be reached from elsewhere; serve answers at 127.0.0.1, ::1 and localhost only. For others, build the pack and copy it to where they read it", host)
	}
	return net.JoinHostPort(host, strconv.FormatUint(n, 10)), nil
}

// openers are the commands with which systems open an address in the browser.
var openers = map[string][]string{"linux": {"xdg-open"}, "darwin": {"open"}, "windows": {"rundll32", "url.dll,FileProtocolHandler"}}

func (p *program) open(ctx context.Context, address string) {
	with := openers[runtime.GOOS]
	err := errors.New("there is no known command for it on this system")
	if with != nil {
		err = exec.CommandContext(ctx, with[0], append(with[1:], address)...).Run()
	}
	if err != nil {
		p.say("the browser could not be opened (%v); open %s\n", err, address)
	}
}
