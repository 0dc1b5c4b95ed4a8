package selection

// For tests in package selection_test.
var (
	Pick    = pick
	Uniform = uniform
	Random  = random
)
