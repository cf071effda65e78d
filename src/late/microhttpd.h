/* microhttpd.h - libmicrohttpd, loaded when one of its functions is first called (late.h). Instead of <microhttpd.h>; a function that is not in the list is to be added. */
#ifndef LUNCHRUSH_LATE_MICROHTTPD_H
#define LUNCHRUSH_LATE_MICROHTTPD_H

#include <microhttpd.h>

#define LATE_MICROHTTPD(X) \
	X(MHD_add_connection) \
	X(MHD_add_response_header) \
	X(MHD_create_response_from_buffer) \
	X(MHD_destroy_response) \
	X(MHD_get_connection_info) \
	X(MHD_get_daemon_info) \
	X(MHD_get_timeout) \
	X(MHD_lookup_connection_value) \
	X(MHD_queue_response) \
	X(MHD_resume_connection) \
	X(MHD_run) \
	X(MHD_start_daemon) \
	X(MHD_stop_daemon) \
	X(MHD_suspend_connection)

#define LATE_FIELD(name) __typeof__(name) *name;
struct late_microhttpd {
	LATE_MICROHTTPD(LATE_FIELD)
};
#undef LATE_FIELD

/* All of them; loads the library when it is not. Any thread. */
const struct late_microhttpd *late_microhttpd(void);

#undef MHD_add_connection
#define MHD_add_connection late_microhttpd()->MHD_add_connection
#undef MHD_add_response_header
#define MHD_add_response_header late_microhttpd()->MHD_add_response_header
#undef MHD_create_response_from_buffer
#define MHD_create_response_from_buffer late_microhttpd()->MHD_create_response_from_buffer
#undef MHD_destroy_response
#define MHD_destroy_response late_microhttpd()->MHD_destroy_response
#undef MHD_get_connection_info
#define MHD_get_connection_info late_microhttpd()->MHD_get_connection_info
#undef MHD_get_daemon_info
#define MHD_get_daemon_info late_microhttpd()->MHD_get_daemon_info
#undef MHD_get_timeout
#define MHD_get_timeout late_microhttpd()->MHD_get_timeout
#undef MHD_lookup_connection_value
#define MHD_lookup_connection_value late_microhttpd()->MHD_lookup_connection_value
#undef MHD_queue_response
#define MHD_queue_response late_microhttpd()->MHD_queue_response
#undef MHD_resume_connection
#define MHD_resume_connection late_microhttpd()->MHD_resume_connection
#undef MHD_run
#define MHD_run late_microhttpd()->MHD_run
#undef MHD_start_daemon
#define MHD_start_daemon late_microhttpd()->MHD_start_daemon
#undef MHD_stop_daemon
#define MHD_stop_daemon late_microhttpd()->MHD_stop_daemon
#undef MHD_suspend_connection
#define MHD_suspend_connection late_microhttpd()->MHD_suspend_connection

#endif
