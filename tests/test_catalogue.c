/* test_catalogue.c - files of translated words are read through before they are believed. */
#include "suite.h"
#include "trace/catalogue.h"

#include <check.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define HEAD "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
#define TEXT_LENGTH(text) (sizeof(text) - 1)

/* A whole catalogue of a head, a sentence and a plural, as msgfmt would write it, with five places of hashes. */
struct form {
	uint32_t magic, revision, strings, from, to, hashes, hash_table;
	uint32_t from_table[3][2], to_table[3][2], hash[5];
	char texts[512];
};

static uint32_t put(struct form *form, uint32_t *end, uint32_t entry[2], const char *text, size_t length)
{
	ck_assert_uint_lt(*end + length + 1, sizeof form->texts);
	memcpy(form->texts + *end, text, length + 1);
	entry[0] = (uint32_t)length, entry[1] = (uint32_t)offsetof(struct form, texts) + *end;
	return *end += (uint32_t)length + 1;
}

static struct form form_of(const char *head, const char *from, const char *to)
{
	struct form form = { .magic = 0x950412de, .strings = 3, .from = offsetof(struct form, from_table), .to = offsetof(struct form, to_table), .hashes = 5,
		.hash_table = offsetof(struct form, hash), .hash = { 1, 0, 2, 3, 0 } };
	uint32_t end = 0;
	put(&form, &end, form.from_table[0], "", 0);
	put(&form, &end, form.from_table[1], from, strlen(from));
	put(&form, &end, form.from_table[2], "%u step\0%u steps", TEXT_LENGTH("%u step\0%u steps"));
	put(&form, &end, form.to_table[0], head, strlen(head));
	put(&form, &end, form.to_table[1], to, strlen(to));
	put(&form, &end, form.to_table[2], "%u Schritt\0%u Schritte", TEXT_LENGTH("%u Schritt\0%u Schritte"));
	return form;
}

static struct form whole(void)
{
	return form_of(HEAD, "%s waits for %u", "%s wartet auf %u");
}

static bool sound(struct form form)
{
	return catalogue_sound(&form, sizeof form);
}

START_TEST(a_whole_catalogue_is_sound)
{
	ck_assert(sound(whole()));
	ck_assert(sound(form_of(HEAD, "%s waits for %u", "Auf %2$u wartet %1$s")));
}
END_TEST

START_TEST(one_that_is_cut_off_is_not)
{
	struct form form = whole();
	size_t used = form.to_table[2][1] + form.to_table[2][0] + 1; /* what follows are zeros */
	ck_assert(catalogue_sound(&form, used));
	for (size_t size = 0; size < used; size++) {
		char *exact = malloc(size + 1); /* so that a checker of memory sees what is read behind it */
		memcpy(exact, &form, size);
		ck_assert_msg(!catalogue_sound(exact, size), "%zu bytes of %zu are taken for a whole catalogue", size, used);
		free(exact);
	}
}
END_TEST

START_TEST(places_outside_of_it_are_found)
{
	struct form form = whole();
	form.to_table[1][1] = UINT32_MAX;
	ck_assert(!sound(form));
	form = whole(), form.to_table[1][0] = UINT32_MAX;
	ck_assert(!sound(form));
	form = whole(), form.from = sizeof form - 4;
	ck_assert(!sound(form));
	form = whole(), form.strings = UINT32_MAX;
	ck_assert(!sound(form));
	form = whole(), form.to_table[1][0]--; /* no NUL at its end */
	ck_assert(!sound(form));
}
END_TEST

START_TEST(hashes_that_cannot_be_searched_are_found)
{
	struct form form = whole();
	form.hash[1] = form.hash[4] = 1; /* no empty place: the search would never end */
	ck_assert(!sound(form));
	form = whole(), form.hash[0] = 4; /* there is no fourth */
	ck_assert(!sound(form));
	form = whole(), form.hashes = 4; /* not prime: steps of two never meet the empty place */
	ck_assert(!sound(form));
	form = whole(), form.hashes = 1u << 31;
	ck_assert(!sound(form));
}
END_TEST

START_TEST(plural_forms_that_divide_by_nothing_are_found)
{
	ck_assert(!sound(form_of("charset=UTF-8\nPlural-Forms: nplurals=2; plural=n/n;\n", "a", "b")));
	ck_assert(!sound(form_of("charset=UTF-8\nPlural-Forms: nplurals=2; plural=n % n;\n", "a", "b")));
	ck_assert(!sound(form_of("charset=UTF-8\nPlural-Forms: nplurals=2; plural=1 %", "a", "b")));
	ck_assert(sound(form_of("charset=UTF-8\nPlural-Forms: nplurals=3; plural=n % 10 == 1 ? 0 : n%100<5;\n", "a", "b")));
	ck_assert(!sound(form_of("charset=KOI8-R\n", "a", "b")));
}
END_TEST

START_TEST(texts_that_are_not_clean_are_found)
{
	ck_assert(!sound(form_of(HEAD, "kitchen", "K\xfc" "che")));
	ck_assert(!sound(form_of(HEAD, "kitchen", "K\x1b[2Jche")));
	ck_assert(sound(form_of(HEAD, "kitchen\n", "Küche\t\n")));
}
END_TEST

START_TEST(a_translation_takes_the_same_arguments)
{
	static const struct {
		const char *from, *to;
		bool same;
	} cases[] = {
		{ "%s has %u of %llu", "%s hat %u von %llu", true }, { "%s has %u", "%2$u hat %1$s", true }, { "%s has %u", "%s hat etwas", true },
		{ "%s has %u", "%u hat %s", false }, { "%u", "%llu", false }, { "%u", "%s", false }, { "%u", "%u %s", false }, { "%s", "%n", false },
		{ "%s has %u", "%2$u hat etwas", false }, /* the first is not told, so how it is fetched is not known */
		{ "%s has %u", "%1$s hat %u", false }, { "%.*s", "%.*s", true }, { "%.*s", "%s", false }, { "%*d", "%1$*2$d", true }, { "%g", "%.3g", true }, { "%g", "%Lg", false },
		{ "no argument", "%s", false }, { "20 % of them", "20 % davon", true }, { "20 % of %u", "20 % von %s", false }, { "100 %% of %s", "100 %% von %s", true },
		{ "%u", "%", false }, { "%u", "%99$u", false }, { "100%", "100 %", true },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		ck_assert_msg(catalogue_same_arguments(cases[i].from, cases[i].to) == cases[i].same, "'%s' and '%s'", cases[i].from, cases[i].to);
}
END_TEST

START_TEST(a_catalogue_whose_sentence_takes_another_argument_is_not_sound)
{
	ck_assert(!sound(form_of(HEAD, "%s waits for %u", "%s wartet auf %s")));
	ck_assert(!sound(form_of(HEAD, "kitchen", "%s")));
	struct form form = whole();
	memcpy((char *)&form + form.to_table[2][1] + TEXT_LENGTH("%u Schritt\0"), "%s", 2); /* the second form of the plural */
	ck_assert(!sound(form));
}
END_TEST

START_TEST(a_file_that_is_not_there_is_sound_and_a_folder_is_not)
{
	ck_assert(catalogue_file_sound("/nowhere/lunchrush.mo"));
	ck_assert(!catalogue_file_sound("/"));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("catalogue");
	TCase *tcase = tcase_create("catalogue");
	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, a_whole_catalogue_is_sound);
	tcase_add_test(tcase, one_that_is_cut_off_is_not);
	tcase_add_test(tcase, places_outside_of_it_are_found);
	tcase_add_test(tcase, hashes_that_cannot_be_searched_are_found);
	tcase_add_test(tcase, plural_forms_that_divide_by_nothing_are_found);
	tcase_add_test(tcase, texts_that_are_not_clean_are_found);
	tcase_add_test(tcase, a_translation_takes_the_same_arguments);
	tcase_add_test(tcase, a_catalogue_whose_sentence_takes_another_argument_is_not_sound);
	tcase_add_test(tcase, a_file_that_is_not_there_is_sound_and_a_folder_is_not);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
