// The error function and its complement in float64; see functions.h.
#pragma once

// 2/√π ∫_z^∞ e^-t² dt for z >= 0, of which more than 30 counts as 30.
//
// (1 + 2z) e^z² erfc(z) is smooth in t = (z - 2) / (z + 2); a Chebyshev series of degree 16 in t (the
// form of Schonfelder, Math. Comp. 32, 1978), here as powers of t, is within 2e-11 of it.
SEGUE_INLINE double complementary_error_function(double z) {
    // clang-format off
    static const double coefficients[17] = {
        1.2769783815475129, -0.09276382645949223, -0.16603039679398898, 0.16405127412352108,
        -0.05422002317888678, -0.0080339352755399961, 0.0087228853328146071, 0.0012708643627872237,
        -0.0014580285074053756, -0.00045290041063454899, 0.00020996785067117297, 0.00014877798071380113,
        -7.8292873905668149e-06, -3.4979131895663768e-05, -6.9684701293693782e-06, 4.308366677829885e-06,
        1.5950590956692779e-06,
    };
    // clang-format on
    z = z > 30 ? 30 : z;
    const double t = (z - 2) / (z + 2);
    double sum = coefficients[16];
    for (int k = 15; k >= 0; k--) sum = sum * t + coefficients[k];
    return sum / (1 + 2 * z) * exponential(-z * z);
}

// erf x, below 1 by its Taylor series x (1 - x²/3 + x⁴/10 - …) 2/√π up to x^27.
SEGUE_INLINE double error_function(double x) {
    const double z = x < 0 ? -x : x, u = x * x;
    double sum = 0;
    // The term of x^(2k+1) is (-1)^k / (k! (2k + 1)).
    // clang-format off
    static const double terms[14] = {
        1.0, -1.0 / 3, 1.0 / 10, -1.0 / 42, 1.0 / 216, -1.0 / 1320, 1.0 / 9360, -1.0 / 75600,
        1.0 / 685440, -1.0 / 6894720, 1.0 / 76204800, -1.0 / 918086400, 1.0 / 11975040000.0,
        -1.0 / 168129561600.0,
    };
    // clang-format on
    for (int k = 13; k >= 0; k--) sum = sum * u + terms[k];
    const double near = x * sum * 0x1.20dd750429b6dp0;
    const double rest = 1 - complementary_error_function(z);
    return z < 1 ? near : x < 0 ? -rest : rest;
}
