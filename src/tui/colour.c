/* colour.c - see colour.h. */
#include "tui/colour.h"

#include <math.h>
#include <stdint.h>

static const uint32_t first_16[16] = {
	0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5, 0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
};

static struct colour of_bytes(int r, int g, int b)
{
	return (struct colour){ r / 255.0, g / 255.0, b / 255.0 };
}

static int of_cube(int step)
{
	return step ? 55 + 40 * step : 0;
}

struct colour colour_of(int index)
{
	int grey = 8 + 10 * (index - 232), cube = index - 16;
	if (index < 16)
		return of_bytes(first_16[index] >> 16, first_16[index] >> 8 & 255, first_16[index] & 255);
	if (index < 232)
		return of_bytes(of_cube(cube / 36), of_cube(cube / 6 % 6), of_cube(cube % 6));
	return of_bytes(grey, grey, grey);
}

struct colour colour_mix(struct colour a, struct colour b, double share)
{
	return (struct colour){ share * a.r + (1 - share) * b.r, share * a.g + (1 - share) * b.g, share * a.b + (1 - share) * b.b };
}

static double linear(double part)
{
	return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4);
}

static struct colour light_of(struct colour colour)
{
	return (struct colour){ linear(colour.r), linear(colour.g), linear(colour.b) };
}

static double luminance(struct colour colour)
{
	struct colour light = light_of(colour);
	return 0.2126 * light.r + 0.7152 * light.g + 0.0722 * light.b;
}

double colour_contrast(struct colour a, struct colour b)
{
	double one = luminance(a) + 0.05, other = luminance(b) + 0.05;
	return one > other ? one / other : other / one;
}

static double within(double part)
{
	return part < 0 ? 0 : part > 1 ? 1 : part;
}

static struct colour seen(struct colour light, enum eyes eyes)
{
	static const double matrices[EYES_COUNT][3][3] = {
		[EYES_MOST] = { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } },
		[EYES_PROTAN] = { { 0.152286, 1.052583, -0.204868 }, { 0.114503, 0.786281, 0.099216 }, { -0.003882, -0.048116, 1.051998 } },
		[EYES_DEUTAN] = { { 0.367322, 0.860646, -0.227968 }, { 0.280085, 0.672501, 0.047413 }, { -0.011820, 0.042940, 0.968881 } },
		[EYES_TRITAN] = { { 1.255528, -0.076749, -0.178779 }, { -0.078411, 0.930809, 0.147602 }, { 0.004733, 0.691367, 0.303900 } },
	};
	const double(*m)[3] = matrices[eyes];
	return (struct colour){
		within(m[0][0] * light.r + m[0][1] * light.g + m[0][2] * light.b),
		within(m[1][0] * light.r + m[1][1] * light.g + m[1][2] * light.b),
		within(m[2][0] * light.r + m[2][1] * light.g + m[2][2] * light.b),
	};
}

static double lab_curve(double t)
{
	return t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116;
}

/* CIELAB of linear light, white being D65. */
static void lab_of(struct colour light, double to[3])
{
	double x = lab_curve((0.4124564 * light.r + 0.3575761 * light.g + 0.1804375 * light.b) / 0.95047);
	double y = lab_curve(0.2126729 * light.r + 0.7151522 * light.g + 0.0721750 * light.b);
	double z = lab_curve((0.0193339 * light.r + 0.1191920 * light.g + 0.9503041 * light.b) / 1.08883);
	to[0] = 116 * y - 16;
	to[1] = 500 * (x - y);
	to[2] = 200 * (y - z);
}

double colour_difference(struct colour a, struct colour b, enum eyes eyes)
{
	double one[3], other[3];
	lab_of(seen(light_of(a), eyes), one);
	lab_of(seen(light_of(b), eyes), other);
	return sqrt(pow(one[0] - other[0], 2) + pow(one[1] - other[1], 2) + pow(one[2] - other[2], 2));
}
