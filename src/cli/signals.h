/* signals.h - the signals that ask us to end, as a descriptor. */
#ifndef LUNCHRUSH_CLI_SIGNALS_H
#define LUNCHRUSH_CLI_SIGNALS_H

/* From here on SIGINT, SIGTERM and SIGHUP come through a descriptor (signalfd, non-blocking), but for those that were ignored before (nohup). */
int signals_open(void);

#endif
