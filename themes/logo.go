package themes

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"strings"
)

// A Logo is the mark of whoever hands a pack over. Pages and paper both hold PNG, and neither needs more.
type Logo struct {
	PNG     []byte // written anew: nothing of the file but what is seen
	W, H    int
	Colours []byte // red, green and blue of each pixel, row by row
	Alpha   []byte // how much it covers; nil where all of it does
}

// Limits of a logo.
const (
	mostLogoBytes  = 512 << 10
	leastLogoSide  = 16
	mostLogoPixels = 2000 // of a side
)

// NewLogo reads a logo. What a file holds counts, not how it is called.
func NewLogo(data []byte) (*Logo, error) {
	if kind := other(data); kind != "" {
		return nil, fmt.Errorf("it is %s, and no PNG", kind)
	}
	if len(data) > mostLogoBytes {
		return nil, fmt.Errorf("it has %d bytes; the limit is %d", len(data), mostLogoBytes)
	}
	size, err := png.DecodeConfig(bytes.NewReader(data)) // before pixels are made, which may be many
	if err != nil {
		return nil, fmt.Errorf("it is no sound PNG: %w", err)
	}
	if least, most := min(size.Width, size.Height), max(size.Width, size.Height); least < leastLogoSide || most > mostLogoPixels {
		return nil, fmt.Errorf("it has %d by %d pixels; width and height must be %d to %d", size.Width, size.Height, leastLogoSide, mostLogoPixels)
	}
	picture, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("it is no sound PNG: %w", err)
	}
	pixels := image.NewNRGBA(image.Rect(0, 0, size.Width, size.Height))
	draw.Draw(pixels, pixels.Bounds(), picture, picture.Bounds().Min, draw.Src)
	return newLogo(pixels)
}

func newLogo(pixels *image.NRGBA) (*Logo, error) {
	l := &Logo{W: pixels.Rect.Dx(), H: pixels.Rect.Dy()}
	opaque := true
	for at := 0; at < len(pixels.Pix); at += 4 {
		l.Colours = append(l.Colours, pixels.Pix[at:at+3]...)
		l.Alpha = append(l.Alpha, pixels.Pix[at+3])
		opaque = opaque && pixels.Pix[at+3] == 0xff
	}
	if opaque {
		l.Alpha = nil
	}
	var out bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, pixels); err != nil {
		return nil, err
	}
	l.PNG = out.Bytes()
	return l, nil
}

// other is the kind of a file that begins like one of another kind; "" where it begins like a PNG.
func other(data []byte) string {
	head := string(data[:min(len(data), 512)])
	for _, kind := range [][2]string{{"\xff\xd8\xff", "a JPEG"}, {"GIF8", "a GIF"}, {"RIFF", "a WebP"}, {"%PDF", "a PDF"}, {"BM", "a BMP"}} {
		if strings.HasPrefix(head, kind[0]) {
			return kind[1]
		}
	}
	switch {
	case strings.Contains(head, "<svg") || strings.HasPrefix(head, "<?xml"):
		return "an SVG or other XML"
	case !strings.HasPrefix(head, "\x89PNG\r\n\x1a\n"):
		return "of no known kind"
	}
	return ""
}

// LogoHelp is what to do about a logo that cannot be taken.
var LogoHelp = fmt.Sprintf("save it as a PNG of %d to %d pixels in width and height and at most %d KiB", leastLogoSide, mostLogoPixels, mostLogoBytes>>10)

// With is the theme with a logo of the site's own.
func (t *Theme) With(logo *Logo) *Theme {
	if logo == nil {
		return t
	}
	own := *t
	own.Logo = logo
	return &own
}
