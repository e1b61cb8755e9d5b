/*
 * Copyright the Cachex authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * One key in Redis: its value, its lease, its marker, and the scripts that change them, each in one step as Redis runs them.
 * A value is the version of the source that it was loaded from; 0 is none. A token is the number of a fetch; 0 is none.
 *
 * What is promised is claimed by number, so that a run for a bug can ask for the promise that the bug breaks:
 *   P1  no lease is granted while another holds, and nothing is stored under a lease that ended
 *   P2  a fetch that begins after an applied invalidation or put gets nothing that was loaded before it
 *   P3  a near value is not older than what was known when the last answered heartbeat was sent
 *   P6  when all have ended, no lease is left to its ttl
 *   P9  when all messages have arrived and the link is trusted, no near value is outdated: it would be so for good
 */
#define P1 1
#define P2 2
#define P3 4
#define P6 8
#define P9 16
#ifndef CLAIMS
#define CLAIMS 31
#endif

#define CLAIM(promise, holds) \
  if \
  :: (CLAIMS & promise) && !(holds) -> printf("VIOLATION promise\n"); assert(false) \
  :: else \
  fi

mtype = { WON, BUSY, COOLDOWN, FRESH, STORED, REFUSED, HELD, NOT_HELD }

byte source = 1;    /* the version of the source */
byte applied = 0;   /* the version that the last applied invalidation or put told of */

byte value = 0;
byte entry = 0;     /* the token that the value was stored under */
byte lease = 0;
byte marker = 0;    /* the token of the load that failed */
byte right = 0;     /* ghost: whose lease has neither ended by itself nor been ended by those who may */

inline acquire(token, answer) {
  if
  :: value != 0 -> answer = FRESH
  :: value == 0 && marker != 0 -> answer = COOLDOWN
  :: value == 0 && marker == 0 && lease == token -> answer = WON
  :: value == 0 && marker == 0 && lease != token && lease != 0 -> answer = BUSY
  :: value == 0 && marker == 0 && lease == 0 ->
    CLAIM(P1, right == 0);
    lease = token; right = token; answer = WON
  fi
}

inline store(token, version, answer) {
  if
#ifdef UNFENCED_STORE
  :: true ->
#else
  :: lease == token ->
#endif
    CLAIM(P1, right == token);
    value = version; entry = token; lease = 0; right = 0; answer = STORED
#ifndef UNFENCED_STORE
  :: lease != token && value != 0 && entry == token -> answer = STORED
  :: lease != token && !(value != 0 && entry == token) -> answer = REFUSED
#endif
  fi
}

inline release(token, mark, answer) {
  if
#ifdef RELEASE_WITHOUT_TOKEN
  :: lease != 0 ->
#else
  :: lease == token && lease != 0 ->
#endif
    if
    :: right == token -> right = 0
    :: else
    fi;
    lease = 0; marker = (mark -> token : 0); answer = HELD
#ifdef RELEASE_WITHOUT_TOKEN
  :: lease == 0 -> answer = NOT_HELD
#else
  :: lease != token || lease == 0 -> answer = NOT_HELD
#endif
  fi
}

inline invalidate() {
  value = 0; entry = 0; marker = 0;
#ifndef INVALIDATE_LEAVES_LEASE
  lease = 0; right = 0;
#endif
}

inline write(version) {
  value = version; entry = 0; marker = 0;
#ifndef PUT_LEAVES_LEASE
  lease = 0; right = 0;
#endif
}
