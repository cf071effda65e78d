/* test_stream.c - the stream: what is written is read, in pieces of any size; what is damaged is told, and what came before it is kept. */
#include "event_log.h"
#include "suite.h"
#include "trace/frame.h"

#include <check.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a reader delivered. */
static struct taken {
	struct event events[4096];
	size_t count, longest; /* events; bytes of the longest JSON */
	uint32_t texts, last_id;
	char types[64];
	char last_text[2048];
} taken;

static void take_json(void *data, char type, const char *json, size_t length)
{
	(void)data, (void)json;
	ck_assert_uint_gt(length, 0);
	taken.longest = length > taken.longest ? length : taken.longest;
	size_t have = strlen(taken.types);
	if (have + 1 < sizeof taken.types)
		taken.types[have] = type;
}

static void take_text(void *data, uint32_t id, const char *text, size_t length)
{
	(void)data;
	taken.texts++;
	taken.last_id = id;
	memcpy(taken.last_text, text, length);
	taken.last_text[length] = '\0';
}

static void take_events(void *data, const struct event *events, size_t count)
{
	(void)data;
	for (size_t i = 0; i < count && taken.count < 4096; i++)
		taken.events[taken.count++] = events[i];
}

static const struct stream_calls calls = {take_json, take_text, take_events};

static struct event_log log_;
static struct buffer whole;

static void open_stream(void)
{
	event_log_init(&log_);
	event_log_read(&log_, "main main\nqueue orders 5\nworker A \"take orders\"\n0.5 A start 7 8\n1 A put orders 3\n1 A put orders 4\n2 A say héllo\n3 A end\n");
	whole = (struct buffer){0};
	event_log_stream(&log_, "{\"recipe\":\"test\"}", &whole);
	memset(&taken, 0, sizeof taken);
}

static void close_stream(void)
{
	buffer_release(&whole);
	event_log_release(&log_);
}

/* Read all, in pieces of `piece` bytes; the result of feeding and then of ending. */
static int read_all(const struct buffer *from, size_t piece, struct error *error)
{
	struct stream_reader *reader = stream_reader_new(&calls, NULL);
	int result = 0;
	memset(&taken, 0, sizeof taken);
	*error = (struct error){0};
	for (size_t at = 0; at < from->length && result == 0; at += piece)
		result = stream_reader_feed(reader, from->bytes + at, from->length - at < piece ? from->length - at : piece, error);
	struct error again = {0};
	int end = stream_reader_end(reader, &again);
	if (result < 0)
		ck_assert_str_eq(again.text, error->text);
	*error = again;
	stream_reader_free(reader);
	return end;
}

/* Where the frame of that type lies that comes `which`-th, from 0. */
static size_t frame_of(char type, int which)
{
	for (size_t at = STREAM_MAGIC_BYTES; at < whole.length;) {
		struct frame_head head;
		memcpy(&head, whole.bytes + at, sizeof head);
		if (head.type == type && which-- == 0)
			return at;
		at += FRAME_HEAD_BYTES + head.length;
	}
	ck_abort_msg("no such frame");
	return 0;
}

/* Make the check sum of the frame at `at` right again, after a change that it should not be what gives it away. */
static void sum_again(size_t at)
{
	struct frame_head head;
	memcpy(&head, whole.bytes + at, sizeof head);
	head.sum = frame_sum((char)head.type, whole.bytes + at + FRAME_HEAD_BYTES, head.length);
	memcpy(whole.bytes + at, &head, sizeof head);
}

static void fails_with(size_t at, const char *what)
{
	struct error error;
	char place[64];
	snprintf(place, sizeof place, "at byte %zu:", at);
	ck_assert_int_eq(read_all(&whole, 64, &error), -1);
	ck_assert_msg(strstr(error.text, place) && strstr(error.text, what), "\"%s\" should say %s %s", error.text, place, what);
}

START_TEST(what_is_written_is_read_in_pieces_of_any_size)
{
	static const size_t pieces[] = {1, 2, 3, 7, 12, 13, 31, 64, 1000, 1000000};
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		struct error error;
		ck_assert_int_eq(read_all(&whole, pieces[i], &error), 0);
		ck_assert_uint_eq(taken.count, log_.count);
		ck_assert_mem_eq(taken.events, log_.events, log_.count * sizeof *log_.events);
		ck_assert_uint_eq(taken.texts, log_.text_count);
		ck_assert_str_eq(taken.last_text, "héllo");
		ck_assert_str_eq(taken.types, "HZ");
	}
}
END_TEST

START_TEST(many_events_go_in_frames_of_at_most_a_mebibyte)
{
	size_t count = STREAM_BODY_MAX / sizeof(struct event) + 5;
	struct event *events = calloc(count, sizeof *events);
	for (size_t i = 0; i < count; i++)
		events[i] = (struct event){.time_ns = i, .kind = KIND_TICK};
	whole.length = frame_of('Z', 0);
	stream_events(&whole, events, count);
	stream_json(&whole, 'Z', "{}", 2);
	free(events);
	for (int i = 0; i < 3; i++) {
		size_t at = frame_of('E', i < 2 ? i : 1);
		struct frame_head head;
		memcpy(&head, whole.bytes + at, sizeof head);
		ck_assert_uint_le(head.length, STREAM_BODY_MAX);
	}
	fails_with(frame_of('E', 1) + FRAME_HEAD_BYTES, "time must not go back"); /* they begin at 0 again */
}
END_TEST

START_TEST(a_report_may_be_larger_than_a_mebibyte)
{
	size_t length = 5 * STREAM_BODY_MAX + 3;
	char *json = malloc(length);
	memset(json, ' ', length);
	whole.length = frame_of('Z', 0);
	stream_json(&whole, 'Z', json, length);
	struct error error;
	ck_assert_int_eq(read_all(&whole, 65536, &error), 0);
	ck_assert_str_eq(taken.types, "HZ");
	ck_assert_uint_eq(taken.longest, length);
	free(json);
}
END_TEST

/* Bytes that the heap holds now; a sanitizer's heap does not tell. */
static size_t heap_bytes(void)
{
	struct mallinfo2 heap = mallinfo2();
	return heap.hblkhd + heap.uordblks;
}

START_TEST(a_length_that_is_only_claimed_takes_no_memory)
{
	size_t at = frame_of('Z', 0);
	uint32_t length = STREAM_JSON_MAX;
	memcpy(whole.bytes + at + 4, &length, sizeof length);
	struct error error = {0};
	struct stream_reader *reader = stream_reader_new(&calls, NULL);
	size_t before = heap_bytes();
	ck_assert_int_eq(stream_reader_feed(reader, whole.bytes, whole.length, &error), 0);
	ck_assert_uint_lt(heap_bytes() - before, 2 * STREAM_BODY_MAX);
	ck_assert_int_eq(stream_reader_end(reader, &error), -1);
	ck_assert_ptr_nonnull(strstr(error.text, "cut off"));
	stream_reader_free(reader);
}
END_TEST

START_TEST(writers_clean_and_cut_texts_so_that_readers_take_them)
{
	char long_text[3000];
	memset(long_text, 'x', sizeof long_text);
	whole.length = frame_of('Z', 0);
	stream_text(&whole, 1000, "bad\x1b[31m\xff\xe2\x80\xae", 12);
	stream_text(&whole, 1001, "\xe2\x80\x8b", 3); /* nothing of it is left */
	stream_text(&whole, 1002, long_text, sizeof long_text);
	stream_json(&whole, 'Z', "{}", 2);
	struct error error;
	ck_assert_int_eq(read_all(&whole, 50, &error), 0);
	ck_assert_uint_eq(taken.last_id, 1002);
	ck_assert_uint_eq(strlen(taken.last_text), STREAM_TEXT_MAX);
}
END_TEST

START_TEST(a_foreign_file_is_told_at_once)
{
	struct buffer foreign = {0};
	struct error error;
	buffer_append(&foreign, "{\"traceEvents\":[]}", 18);
	ck_assert_int_eq(read_all(&foreign, 4, &error), -1);
	ck_assert_str_eq(error.text, "this is not a trace of Lunchrush: it does not begin with its mark at byte 0");
	foreign.length = 3;
	ck_assert_int_eq(read_all(&foreign, 4, &error), -1);
	ck_assert_str_eq(error.text, "this is not a trace of Lunchrush: it does not begin with its mark at byte 0");
	foreign.length = 0;
	ck_assert_int_eq(read_all(&foreign, 4, &error), -1);
	ck_assert_ptr_nonnull(strstr(error.text, "empty"));
	buffer_release(&foreign);
}
END_TEST

START_TEST(a_stream_that_is_cut_off_says_where_and_gives_what_is_whole)
{
	struct error error;
	size_t full = whole.length;
	for (size_t length = 1; length < full; length++) {
		char place[64];
		whole.length = length;
		ck_assert_int_eq(read_all(&whole, 64, &error), -1);
		snprintf(place, sizeof place, "at byte %zu:", length);
		ck_assert_msg(strstr(error.text, "cut off") && strstr(error.text, place), "%s", error.text);
		ck_assert_mem_eq(taken.events, log_.events, taken.count * sizeof *log_.events);
	}
	ck_assert_uint_eq(taken.count, log_.count); /* only the end of Z was missing */
}
END_TEST

START_TEST(a_wrong_check_sum_is_told_at_its_frame)
{
	size_t at = frame_of('E', 0);
	whole.bytes[at + FRAME_HEAD_BYTES + 5] ^= 1;
	fails_with(at, "check sum");
	ck_assert_uint_eq(taken.count, 0);
	ck_assert_uint_eq(taken.texts, log_.text_count);
}
END_TEST

START_TEST(a_kind_that_does_not_exist_is_told_and_the_events_before_it_are_given)
{
	size_t at = frame_of('E', 0), third = at + FRAME_HEAD_BYTES + 2 * sizeof(struct event);
	whole.bytes[third + offsetof(struct event, seq) + 7] = (char)KIND_COUNT;
	sum_again(at);
	fails_with(third, "kind");
	ck_assert_uint_eq(taken.count, 2);
}
END_TEST

START_TEST(time_that_goes_back_is_told)
{
	size_t at = frame_of('E', 0), last = at + FRAME_HEAD_BYTES + (log_.count - 1) * sizeof(struct event);
	memset(whole.bytes + last, 0, sizeof(uint64_t));
	sum_again(at);
	fails_with(last, "time must not go back");
	ck_assert_uint_eq(taken.count, log_.count - 1);
}
END_TEST

START_TEST(text_ids_of_0_and_above_their_bound_are_refused)
{
	size_t at = frame_of('S', 0);
	uint32_t id = 0;
	memcpy(whole.bytes + at + FRAME_HEAD_BYTES, &id, sizeof id);
	sum_again(at);
	fails_with(at + FRAME_HEAD_BYTES, "id");
	id = (1u << 24) + 1;
	memcpy(whole.bytes + at + FRAME_HEAD_BYTES, &id, sizeof id);
	sum_again(at);
	fails_with(at + FRAME_HEAD_BYTES, "id");
}
END_TEST

START_TEST(a_text_that_is_not_clean_is_refused)
{
	size_t at = frame_of('S', 0);
	whole.bytes[at + FRAME_HEAD_BYTES + FRAME_TEXT_ID_BYTES] = '\x1b';
	sum_again(at);
	fails_with(at + FRAME_HEAD_BYTES + FRAME_TEXT_ID_BYTES, "clean UTF-8");
}
END_TEST

START_TEST(frames_come_in_their_order)
{
	size_t header = frame_of('H', 0), text = frame_of('S', 0), full = whole.length;
	buffer_append(&whole, whole.bytes + text, 30);
	fails_with(full, "nothing may follow");
	whole.length = full;
	struct buffer two = {0}, none = {0};
	buffer_append(&two, whole.bytes, text);
	buffer_append(&two, whole.bytes + header, text - header);
	buffer_append(&none, whole.bytes, header);
	buffer_append(&none, whole.bytes + text, full - text);
	struct error error;
	ck_assert_int_eq(read_all(&two, 9, &error), -1);
	ck_assert_ptr_nonnull(strstr(error.text, "second header"));
	ck_assert_int_eq(read_all(&none, 9, &error), -1);
	ck_assert_ptr_nonnull(strstr(error.text, "first frame must be the header"));
	buffer_release(&two);
	buffer_release(&none);
}
END_TEST

START_TEST(heads_that_cannot_be_are_refused)
{
	static const struct {
		int at;
		char value;
		const char *what;
	} faults[] = {{0, 'Q', "type"}, {0, 0, "type"}, {2, 1, "zero bytes"}, {7, 1, "1 MiB"}, {4, 33, "32 bytes"}};
	size_t at = frame_of('E', 0), header = frame_of('H', 0);
	whole.bytes[header + 7] = 0x11;
	fails_with(header, "256 MiB");
	whole.bytes[header + 7] = 0;
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
		char was = whole.bytes[at + (size_t)faults[i].at];
		whole.bytes[at + (size_t)faults[i].at] = faults[i].value;
		fails_with(at, faults[i].what);
		whole.bytes[at + (size_t)faults[i].at] = was;
	}
}
END_TEST

static uint64_t dice(uint64_t *seed)
{
	*seed ^= *seed << 13, *seed ^= *seed >> 7, *seed ^= *seed << 17;
	return *seed;
}

/* Whatever is flipped, cut out or mended behind the check sum's back: no crash, and what is given is a prefix of what was there, unless
 * an event itself was changed with its sum. */
START_TEST(no_bytes_break_the_reader)
{
	uint64_t seed = 4711;
	struct buffer original = {0};
	buffer_append(&original, whole.bytes, whole.length);
	for (int round = 0; round < 20000; round++) {
		whole.length = 0;
		buffer_append(&whole, original.bytes, original.length);
		int changes = 1 + (int)(dice(&seed) % 3);
		for (int i = 0; i < changes; i++)
			whole.bytes[dice(&seed) % whole.length] ^= (char)(1u << dice(&seed) % 8);
		if (dice(&seed) % 4 == 0)
			whole.length = dice(&seed) % whole.length;
		struct error error;
		int result = read_all(&whole, 1 + dice(&seed) % 100, &error);
		if (whole.length == original.length && memcmp(whole.bytes, original.bytes, whole.length) == 0)
			continue; /* one bit was flipped twice */
		ck_assert_int_eq(result, -1); /* FNV-1a sees any change of so few bits */
		ck_assert_ptr_nonnull(strstr(error.text, "at byte "));
		ck_assert_mem_eq(taken.events, log_.events, taken.count * sizeof *log_.events);
	}
	for (int round = 0; round < 5000; round++) {
		whole.length = 0;
		buffer_append(&whole, original.bytes, original.length);
		static const char types[] = "HSEZ";
		size_t at = frame_of(types[dice(&seed) % 4], 0);
		struct frame_head head;
		memcpy(&head, whole.bytes + at, sizeof head);
		whole.bytes[at + FRAME_HEAD_BYTES + dice(&seed) % head.length] = (char)dice(&seed);
		sum_again(at);
		struct error error;
		read_all(&whole, 1 + dice(&seed) % 100, &error);
	}
	buffer_release(&original);
}
END_TEST

START_TEST(letters_of_workers)
{
	char to[12];
	ck_assert_str_eq(worker_letter(0, to), "");
	ck_assert_str_eq(worker_letter(1, to), "@");
	ck_assert_str_eq(worker_letter(2, to), "A");
	ck_assert_str_eq(worker_letter(27, to), "Z");
	ck_assert_str_eq(worker_letter(28, to), "(27)");
	ck_assert_str_eq(worker_letter(UINT32_MAX, to), "(16777214)");
}
END_TEST

START_TEST(names_of_kinds_types_and_outcomes)
{
	ck_assert_str_eq(kind_name(KIND_GIL_ASK), "gil_ask");
	ck_assert_str_eq(kind_name((enum kind)250), "?");
	ck_assert_str_eq(kind_name(KIND_NONE), "?");
	ck_assert_ptr_nonnull(strstr(kind_doc(KIND_PLACE), "slot"));
	ck_assert_str_eq(object_type_name(OBJECT_ARRIVALS), "arrivals");
	ck_assert_str_eq(object_type_name(OBJECT_NONE), "?");
	ck_assert_str_eq(outcome_name(OUTCOME_VIOLATED), "violated");
	ck_assert_str_eq(outcome_name((enum outcome)77), "?");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("stream");
	TCase *tests = tcase_create("stream");
	suite_add_tcase(suite, tests);
	tcase_set_timeout(tests, 60);
	tcase_add_checked_fixture(tests, open_stream, close_stream);
	tcase_add_test(tests, what_is_written_is_read_in_pieces_of_any_size);
	tcase_add_test(tests, many_events_go_in_frames_of_at_most_a_mebibyte);
	tcase_add_test(tests, a_report_may_be_larger_than_a_mebibyte);
	tcase_add_test(tests, a_length_that_is_only_claimed_takes_no_memory);
	tcase_add_test(tests, writers_clean_and_cut_texts_so_that_readers_take_them);
	tcase_add_test(tests, a_foreign_file_is_told_at_once);
	tcase_add_test(tests, a_stream_that_is_cut_off_says_where_and_gives_what_is_whole);
	tcase_add_test(tests, a_wrong_check_sum_is_told_at_its_frame);
	tcase_add_test(tests, a_kind_that_does_not_exist_is_told_and_the_events_before_it_are_given);
	tcase_add_test(tests, time_that_goes_back_is_told);
	tcase_add_test(tests, text_ids_of_0_and_above_their_bound_are_refused);
	tcase_add_test(tests, a_text_that_is_not_clean_is_refused);
	tcase_add_test(tests, frames_come_in_their_order);
	tcase_add_test(tests, heads_that_cannot_be_are_refused);
	tcase_add_test(tests, no_bytes_break_the_reader);
	tcase_add_test(tests, letters_of_workers);
	tcase_add_test(tests, names_of_kinds_types_and_outcomes);
	return run_suite(suite);
}
