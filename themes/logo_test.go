package themes

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"
	"testing/fstest"
)

// picture is a PNG of that size, of one colour that covers so much.
func picture(t testing.TB, w, h int, alpha uint8) []byte {
	t.Helper()
	pixels := image.NewNRGBA(image.Rect(0, 0, w, h))
	for x := range w {
		for y := range h {
			pixels.Set(x, y, color.NRGBA{R: 200, G: 100, B: 50, A: alpha})
		}
	}
	var out bytes.Buffer
	if err := png.Encode(&out, pixels); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestLogoHoldsPixelsAlone: what a file holds beside its pixels is not in the pack, and pixels come as paper needs them.
func TestLogoHoldsPixelsAlone(t *testing.T) {
	plain, hidden := picture(t, 40, 20, 0xff), append(picture(t, 40, 20, 0xff), "<script>hidden"...)
	a, err := NewLogo(plain)
	if err != nil {
		t.Fatal(err)
	}
	b, err := NewLogo(hidden)
	if err != nil || !bytes.Equal(a.PNG, b.PNG) || bytes.Contains(b.PNG, []byte("hidden")) {
		t.Errorf("the picture has what the file holds behind it (%v)", err)
	}
	if a.W != 40 || a.H != 20 || len(a.Colours) != 3*40*20 || !bytes.HasPrefix(a.Colours, []byte{200, 100, 50, 200}) || a.Alpha != nil {
		t.Errorf("%d by %d, %d bytes of colours, %d of cover", a.W, a.H, len(a.Colours), len(a.Alpha))
	}
	if glass, err := NewLogo(picture(t, 40, 20, 0x80)); err != nil || len(glass.Alpha) != 40*20 || glass.Alpha[0] != 0x80 || glass.Colours[0] != 200 {
		t.Errorf("a logo that one sees through: %v", err)
	}
}

func TestLogosThatAreNone(t *testing.T) {
	bomb := picture(t, 16, 16, 0xff)
	copy(bomb[16:], "\x00\x01\x00\x00\x00\x01\x00\x00") // says that it has 65,536 by 65,536 pixels
	sound := picture(t, 16, 16, 0xff)
	for want, data := range map[string][]byte{"a JPEG, and no PNG": []byte("\xff\xd8\xff\xe0 JFIF"), "an SVG or other XML": []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`), "of no known kind": []byte("logo"),
		"it has 524289 bytes": append(sound[:len(sound):len(sound)], make([]byte, 524289-len(sound))...), "no sound PNG": sound[:60], "width and height must be 16 to 2000": picture(t, 8, 40, 0xff), "no sound PNG: png": bomb} {
		if logo, err := NewLogo(data); err == nil || !strings.Contains(err.Error(), want) || logo != nil {
			t.Errorf("the error is %v, want %s", err, want)
		}
	}
}

// TestLogoOfATheme reads a theme with a logo, and such whose logo is no file of its folder or no picture.
func TestLogoOfATheme(t *testing.T) {
	text, err := embedded.ReadFile("default/theme.toml")
	if err != nil {
		t.Fatal(err)
	}
	folder := func(name string) fstest.MapFS {
		return fstest.MapFS{"theme.toml": {Data: []byte("logo = \"" + name + "\"\n" + string(text))}, "brand/logo.png": {Data: picture(t, 64, 32, 0xff)}, "text.png": {Data: []byte("text")}}
	}
	if theme, err := opened(folder("brand/logo.png")); err != nil || theme.Logo == nil || theme.Logo.W != 64 {
		t.Errorf("the theme has no logo: %v", err)
	}
	for name, want := range map[string]string{"../logo.png": `theme.toml:1:8: "../logo.png" is no file of the theme's folder`, "none.png": "cannot be read", "text.png": "it is of no known kind, and no PNG (save it as a PNG"} {
		if _, err := opened(folder(name)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the error is %v, want %s", err, want)
		}
	}
}
