package pdf

import (
	"errors"

	"portolan/render/format/pdf/file"
	"portolan/render/text/font"
)

// SoundFont says what is wrong with a font of a theme: it must be such that all of its characters can be measured, and cut out of it for paper.
func SoundFont(data []byte) (err error) {
	defer func() {
		if recover() != nil { // the libraries trust what fonts say of themselves
			err = errors.New("its characters cannot be cut out of it")
		}
	}()
	face, err := font.Parse(data)
	if err != nil {
		return err
	}
	var has []rune
	for r := rune(' '); r < 0x10000; r++ {
		if face.Has(r) {
			has = append(has, r)
		}
	}
	if len(has) == 0 {
		return errors.New("it has no characters")
	}
	_, err = file.Embed("Probe", data, has)
	return err
}
