/* curl.h - libcurl, loaded when one of its functions is first called (late.h). Instead of <curl/curl.h>; a function that is not in the list is to be added. */
#ifndef LUNCHRUSH_LATE_CURL_H
#define LUNCHRUSH_LATE_CURL_H

#include <curl/curl.h>

#define LATE_CURL(X) \
	X(curl_easy_cleanup) \
	X(curl_easy_getinfo) \
	X(curl_easy_init) \
	X(curl_easy_perform) \
	X(curl_easy_reset) \
	X(curl_easy_setopt) \
	X(curl_easy_strerror) \
	X(curl_free) \
	X(curl_global_init) \
	X(curl_multi_add_handle) \
	X(curl_multi_assign) \
	X(curl_multi_cleanup) \
	X(curl_multi_info_read) \
	X(curl_multi_init) \
	X(curl_multi_perform) \
	X(curl_multi_poll) \
	X(curl_multi_remove_handle) \
	X(curl_multi_setopt) \
	X(curl_multi_socket_action) \
	X(curl_slist_append) \
	X(curl_slist_free_all) \
	X(curl_url) \
	X(curl_url_cleanup) \
	X(curl_url_get) \
	X(curl_url_set)

#define LATE_FIELD(name) __typeof__(name) *name;
struct late_curl {
	LATE_CURL(LATE_FIELD)
};
#undef LATE_FIELD

/* All of them; loads the library when it is not. Any thread. */
const struct late_curl *late_curl(void);

#undef curl_easy_cleanup
#define curl_easy_cleanup late_curl()->curl_easy_cleanup
#undef curl_easy_getinfo
#define curl_easy_getinfo late_curl()->curl_easy_getinfo
#undef curl_easy_init
#define curl_easy_init late_curl()->curl_easy_init
#undef curl_easy_perform
#define curl_easy_perform late_curl()->curl_easy_perform
#undef curl_easy_reset
#define curl_easy_reset late_curl()->curl_easy_reset
#undef curl_easy_setopt
#define curl_easy_setopt late_curl()->curl_easy_setopt
#undef curl_easy_strerror
#define curl_easy_strerror late_curl()->curl_easy_strerror
#undef curl_free
#define curl_free late_curl()->curl_free
#undef curl_global_init
#define curl_global_init late_curl()->curl_global_init
#undef curl_multi_add_handle
#define curl_multi_add_handle late_curl()->curl_multi_add_handle
#undef curl_multi_assign
#define curl_multi_assign late_curl()->curl_multi_assign
#undef curl_multi_cleanup
#define curl_multi_cleanup late_curl()->curl_multi_cleanup
#undef curl_multi_info_read
#define curl_multi_info_read late_curl()->curl_multi_info_read
#undef curl_multi_init
#define curl_multi_init late_curl()->curl_multi_init
#undef curl_multi_perform
#define curl_multi_perform late_curl()->curl_multi_perform
#undef curl_multi_poll
#define curl_multi_poll late_curl()->curl_multi_poll
#undef curl_multi_remove_handle
#define curl_multi_remove_handle late_curl()->curl_multi_remove_handle
#undef curl_multi_setopt
#define curl_multi_setopt late_curl()->curl_multi_setopt
#undef curl_multi_socket_action
#define curl_multi_socket_action late_curl()->curl_multi_socket_action
#undef curl_slist_append
#define curl_slist_append late_curl()->curl_slist_append
#undef curl_slist_free_all
#define curl_slist_free_all late_curl()->curl_slist_free_all
#undef curl_url
#define curl_url late_curl()->curl_url
#undef curl_url_cleanup
#define curl_url_cleanup late_curl()->curl_url_cleanup
#undef curl_url_get
#define curl_url_get late_curl()->curl_url_get
#undef curl_url_set
#define curl_url_set late_curl()->curl_url_set

#endif
