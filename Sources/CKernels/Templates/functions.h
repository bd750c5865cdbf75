// Functions of one number in float64, in operations that vectorise.  Rounded to float32 they are within
// 0.5001 units in the last place of the C library's float64 results on every third float of size ½ to 16
// of either sign.
#pragma once
#include "level.h"

// Adding it leaves a number rounded to an integer in the lowest bits, halves to the even side.
#define SEGUE_ROUNDER 0x1.8p52

// e^x = 2^n e^r with n = round(x / ln 2) and |r| <= ln 2 / 2, and the Taylor series of e^r - 1 up to
// r^10, whose error is below 2^-41 of r.  *power is 2^n, the result e^r - 1.
SEGUE_INLINE double reduced_exponential(double x, double *power) {
    x = x < -700 ? -700 : x;
    x = x > 700 ? 700 : x;
    const double t = x * 0x1.71547652b82fep0 + SEGUE_ROUNDER;
    const double n = t - SEGUE_ROUNDER;
    const double r = (x - n * 0x1.62e42fefa3800p-1) - n * 0x1.ef35793c76730p-45;
    uint64_t bits;
    memcpy(&bits, &t, sizeof bits);
    bits = (bits << 52) + 0x3ff0000000000000;
    memcpy(power, &bits, sizeof bits);
    double s = 1.0 / 3628800;
    s = s * r + 1.0 / 362880;
    s = s * r + 1.0 / 40320;
    s = s * r + 1.0 / 5040;
    s = s * r + 1.0 / 720;
    s = s * r + 1.0 / 120;
    s = s * r + 1.0 / 24;
    s = s * r + 1.0 / 6;
    s = s * r + 0.5;
    return r + r * r * s;
}

// Numbers past ±700 count as ±700: far outside what float32 tells from 0 and infinity.
SEGUE_INLINE double exponential(double x) {
    double power;
    const double q = reduced_exponential(x, &power);
    return power + power * q;
}

// e^x - 1, exact also near 0.
SEGUE_INLINE double exponential_less_one(double x) {
    double power;
    const double q = reduced_exponential(x, &power);
    return (power - 1) + power * q;
}

// tanh x = (e^2x - 1) / (e^2x - 1 + 2)
SEGUE_INLINE double hyperbolic_tangent(double x) {
    const double q = exponential_less_one(2 * x);
    return q / (q + 2);
}

// ln(1 + t) for 0 <= t <= 1: with s = t / (2 + t), 2 (s + s³/3 + s⁵/5 + …) up to s^21; s <= 1/3.
SEGUE_INLINE double logarithm_of_one_and(double t) {
    const double s = t / (2 + t), u = s * s;
    double sum = 1.0 / 21;
    for (int k = 19; k >= 1; k -= 2) sum = sum * u + 1.0 / k;
    return 2 * s * sum;
}

// ln(1 + e^x) = max(x, 0) + ln(1 + e^-|x|)
SEGUE_INLINE double softplus(double x) {
    return (x > 0 ? x : 0) + logarithm_of_one_and(exponential(x < 0 ? x : -x));
}

// tanh(ln(1 + e)) = (e² + 2e) / (e² + 2e + 2)
SEGUE_INLINE double mish(double x) {
    const double e = exponential(x < 60 ? x : 60), f = e * (e + 2);
    return x * (f / (f + 2));
}

#include "error_function.h"

// x/2 (1 + erf(x/√2)), for negative x as x/2 erfc(-x/√2), so that no digits are lost
SEGUE_INLINE double gelu(double x) {
    const double size = x < 0 ? -x : x, z = size > 60 ? 60 : size;
    const double c = 0.5 * z * complementary_error_function(z * 0x1.6a09e667f3bcdp-1);
    return x < 0 ? -c : x - c;
}
