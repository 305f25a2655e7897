package file

import (
	"encoding/binary"
	"math"
)

// A profile of sRGB (IEC 61966-2-1) says what the colours of pages are, in the form of ICC.1:2010 (version 4.3). Its numbers are those of the standard:
// the primaries adapted to D50, and the curve as a function.
func sRGB() []byte {
	fixed := func(values ...float64) []byte {
		var out []byte
		for _, v := range values {
			out = binary.BigEndian.AppendUint32(out, uint32(int32(math.Round(v*65536))))
		}
		return out
	}
	text := func(s string) []byte { // of one language
		out := append([]byte("mluc\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x0cenUS"), 0, 0, 0, byte(2*len(s)), 0, 0, 0, 28)
		for _, r := range s {
			out = append(out, 0, byte(r))
		}
		return out
	}
	place := func(x, y, z float64) []byte { return append([]byte("XYZ \x00\x00\x00\x00"), fixed(x, y, z)...) }
	curve := append([]byte("para\x00\x00\x00\x00\x00\x03\x00\x00"), fixed(2.4, 1/1.055, 0.055/1.055, 1/12.92, 0.04045)...)
	adapted := append([]byte("sf32\x00\x00\x00\x00"), fixed(1.0478112, 0.0228866, -0.0501270, 0.0295424, 0.9904844, -0.0170491, -0.0092345, 0.0150436, 0.7521316)...)
	tags := []struct {
		name string
		data []byte
	}{
		{"desc", text("sRGB")}, {"cprt", text("No copyright")}, {"wtpt", place(0.9642, 1, 0.8249)}, {"chad", adapted},
		{"rXYZ", place(0.4360747, 0.2225045, 0.0139322)}, {"gXYZ", place(0.3850649, 0.7168786, 0.0971045)}, {"bXYZ", place(0.1430804, 0.0606169, 0.7141733)},
		{"rTRC", curve}, {"gTRC", curve}, {"bTRC", curve},
	}
	table, data := binary.BigEndian.AppendUint32(nil, uint32(len(tags))), []byte(nil)
	const header = 128
	at := header + 4 + 12*len(tags)
	for _, t := range tags {
		table = append(table, t.name...)
		table = binary.BigEndian.AppendUint32(table, uint32(at+len(data)))
		table = binary.BigEndian.AppendUint32(table, uint32(len(t.data)))
		data = append(data, t.data...)
		for len(data)%4 != 0 {
			data = append(data, 0)
		}
	}
	head := make([]byte, header)
	binary.BigEndian.PutUint32(head, uint32(at+len(data)))
	copy(head[8:], "\x04\x30\x00\x00mntrRGB XYZ ")
	copy(head[24:], []byte{7, 218, 0, 1, 0, 1}) // the date of the form of ICC, not of any clock
	copy(head[36:], "acsp")
	copy(head[68:], fixed(0.9642, 1, 0.8249))
	return append(append(head, table...), data...)
}
