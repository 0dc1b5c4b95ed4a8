package media

// Orientation is how a picture is to be turned to be shown upright: mirrored first, left and right, if it is, and then turned
// clockwise. The zero value is a picture that is upright.
type Orientation uint8

// Orientations are a number of quarter turns and a mirror.
const (
	quarters    Orientation = 3
	mirrored    Orientation = 4
	orientation             = 8 // how many there are
)

// NewOrientation is the one of so many clockwise quarter turns, which may be negative, behind a mirror if it says so.
func NewOrientation(turns int, mirror bool) Orientation {
	o := Orientation(turns & int(quarters))
	if mirror {
		o |= mirrored
	}
	return o
}

// Valid says whether o is an orientation.
func (o Orientation) Valid() bool { return o < orientation }

// Turns is the number of clockwise quarter turns, 0 to 3.
func (o Orientation) Turns() int { return int(o & quarters) }

// Mirrored says that left and right change places before the turn.
func (o Orientation) Mirrored() bool { return o&mirrored != 0 }

// Size is the size that a picture has when it is upright.
func (o Orientation) Size(width, height int) (int, int) {
	if o.Turns()%2 == 1 {
		return height, width
	}
	return width, height
}

// Shown is the size of the upright picture.
func (f VideoFormat) Shown() (width, height int) { return f.Orientation.Size(f.Width, f.Height) }
