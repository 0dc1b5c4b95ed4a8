package main

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestChiSquareTail compares with the critical values that statistics textbooks print, and with the density, integrated.
func TestChiSquareTail(t *testing.T) {
	for _, tc := range []struct {
		x       float64
		degrees int
		p       float64
	}{
		{3.841, 1, 0.05},
		{5.991, 2, 0.05},
		{7.815, 3, 0.05},
		{10.828, 1, 0.001},
		{16.266, 3, 0.001},
		{18.307, 10, 0.05},
		{29.588, 10, 0.001},
		{124.342, 100, 0.05},
		{149.449, 100, 0.001},
	} {
		require.InEpsilon(t, tc.p, chiSquareTail(tc.x, tc.degrees), 0.005, "%v with %d degrees", tc.x, tc.degrees)
	}
	for _, degrees := range []int{6, 7, 10, 11, 101} {
		for _, x := range []float64{0.5, 3, 12, 110} {
			require.InDelta(t, 1-integral(x, degrees), chiSquareTail(x, degrees), 1e-6, "%v with %d degrees", x, degrees)
		}
	}
	require.Equal(t, 1.0, chiSquareTail(0, 5))
	require.Equal(t, 1.0, chiSquareTail(7, 0))
	require.Zero(t, chiSquareTail(1e6, 1023), "far out, without overflow")
	require.InDelta(t, 0.5, chiSquareTail(1023-2.0/3, 1023), 0.001, "the median")
}

// integral is the chi-square distribution function by Simpson's rule over the density.
func integral(x float64, degrees int) float64 {
	half := float64(degrees) / 2
	gamma, _ := math.Lgamma(half)
	density := func(y float64) float64 {
		if y == 0 {
			return 0 // for more than two degrees
		}
		return math.Exp((half-1)*math.Log(y) - y/2 - half*math.Ln2 - gamma)
	}
	const steps = 20_000
	sum := density(0) + density(x)
	for i := 1; i < steps; i++ {
		sum += density(x*float64(i)/steps) * float64(2+2*(i%2))
	}
	return sum * x / steps / 3
}
