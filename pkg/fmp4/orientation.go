package fmp4

import "github.com/millrace/millrace/pkg/media"

// parseHeader reads a tkhd. A matrix that does anything but turn and mirror, in quarters, says nothing; neither does one that
// is not there.
func parseHeader(r reader) (id uint32, o media.Orientation) {
	long := 0 // bytes more of a time
	if version, _ := r.full(); version > 0 {
		long = 4
	}
	r.skip(2 * (4 + long))
	id = r.u32()
	var err error
	r.err = &err
	r.skip(4 + 4 + long + 16)
	matrix := [4]int32{}
	for i := range matrix {
		matrix[i] = int32(r.u32())
		if i%2 == 1 {
			r.skip(4)
		}
	}
	if err != nil {
		return id, 0
	}
	return id, orientationOf(matrix)
}

// orientationOf is what the a, b, c and d of a matrix do, whatever else they scale: (x, y) is shown at (ax + cy, bx + dy), and y
// grows downwards (ISO/IEC 14496-12 6.2.2).
func orientationOf(m [4]int32) media.Orientation {
	for i := range m {
		m[i] = max(-1, min(m[i], 1))
	}
	for turns := range 4 {
		for _, mirror := range []bool{false, true} {
			if o := media.NewOrientation(turns, mirror); m == signs(o) {
				return o
			}
		}
	}
	return 0
}

// signs are the a, b, c and d of an orientation.
func signs(o media.Orientation) [4]int32 {
	m := [][4]int32{{1, 0, 0, 1}, {0, 1, -1, 0}, {-1, 0, 0, -1}, {0, -1, 1, 0}}[o.Turns()]
	if o.Mirrored() {
		m[0], m[1] = -m[0], -m[1]
	}
	return m
}

// matrix is the tkhd's of an orientation of a picture, which stays where it was.
func matrix(o media.Orientation, width, height int) (m [9]int32) {
	s := signs(o)
	for i, at := range []int{0, 1, 3, 4} {
		m[at] = s[i] << 16
	}
	// What goes beyond the left or upper edge is moved back.
	m[6] = max(0, -s[0]*int32(width)-s[2]*int32(height)) << 16
	m[7] = max(0, -s[1]*int32(width)-s[3]*int32(height)) << 16
	m[8] = 1 << 30
	return m
}
