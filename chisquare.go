package main

import "math"

// chiSquareTail is the probability that a chi-square variable with so many degrees of freedom is at least x: the p-value
// of Pearson's test. For whole degrees the distribution has a closed form (Abramowitz and Stegun 26.4.4 and 26.4.5):
//
//	even: sum of e^(-h) h^j / j!,            j from 0 while j < degrees/2
//	odd:  erfc(sqrt h) + sum of e^(-h) h^j / Gamma(j+1),  j = 1/2, 3/2, ... while j < degrees/2
//
// with h = x/2.
func chiSquareTail(x float64, degrees int) float64 {
	if degrees <= 0 || x <= 0 {
		return 1
	}
	h := x / 2
	p, j := 0.0, 0.0
	if degrees%2 == 1 {
		p, j = math.Erfc(math.Sqrt(h)), 0.5
	}
	for ; j < float64(degrees)/2; j++ {
		gamma, _ := math.Lgamma(j + 1)
		p += math.Exp(j*math.Log(h) - h - gamma)
	}
	return min(p, 1)
}
