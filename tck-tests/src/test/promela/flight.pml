/*
 * Copyright the Cachex authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Flights: callers of one JVM share a fetch, C in another JVM changes the source and invalidates. The link is silent, so no
 * message detaches a flight: a follower has nothing but the times to judge by what it is offered.
 */
#include "redis.pml"

#define CALLERS 3
#ifndef CHANGES
#define CHANGES 1
#endif
#define NAME(caller) ('A' + caller)

byte now = 1;            /* the JVM's clock; no two moments are the same */
byte running = CALLERS + 1;
byte flight = 0;         /* the caller that leads, and one; 0 if nobody does */

/* By leader: what it came to. */
bool over[CALLERS];
byte result[CALLERS];
byte basis[CALLERS];

inline tick(moment) {
  moment = now; now++
}

inline returns(version) {
  printf("STEP %c returns %d\n", NAME(me), version);
  CLAIM(P2, version >= floor)
}

proctype Caller(byte me) {
  byte floor = 0, asked = 0, leader = 0, got = 0, began = 0, sent = 0;
  mtype answer = REFUSED;

  atomic { tick(asked); floor = applied; printf("STEP %c fetch %d\n", NAME(me), me + 1) }
share:
  atomic {
    if
    :: flight == 0 -> flight = me + 1; printf("STEP %c lead %d\n", NAME(me), me + 1)
    :: else -> leader = flight - 1; printf("STEP %c follow %d\n", NAME(me), flight); goto follow
    fi
  }
  atomic {
    tick(sent); got = value;
    printf("STEP %c read %d\n", NAME(me), got);
    if
    :: got != 0 -> began = sent; goto land
    :: else -> acquire(me + 1, answer); printf("STEP %c acquire %d %e\n", NAME(me), me + 1, answer)
    fi
  }
  atomic { tick(began); got = source; printf("STEP %c load %d\n", NAME(me), got) }
  atomic { tick(sent); store(me + 1, got, answer); printf("STEP %c store %d %d %e\n", NAME(me), me + 1, got, answer) }
land:
  atomic {
    result[me] = got; over[me] = true; flight = 0;
    if
    :: answer == STORED ->
#ifdef CONFIRMED_AT_ARRIVAL
      tick(basis[me])
#else
      basis[me] = sent
#endif
    :: else ->
#ifdef RIGHT_WHEN_THE_LOAD_ENDED
      tick(basis[me])
#else
      basis[me] = began
#endif
    fi;
    printf("STEP %c lands %d\n", NAME(me), got);
    returns(got);
    goto done
  }
follow:
  atomic {
    over[leader] ->
    if
#ifdef FOLLOWER_TAKES_ANYTHING
    :: true -> returns(result[leader]); goto done
#else
    :: basis[leader] >= asked -> returns(result[leader]); goto done
    :: else -> goto share
#endif
    fi
  }
done:
  running--
}

proctype Writer(byte me; byte left) {
begin:
  if
  :: atomic { left > 0 -> left--; source++; printf("STEP W change %d\n", source) }
  :: atomic { left == 0 -> goto done }
  fi;
  atomic { invalidate(); applied = source; printf("STEP W invalidate %d\n", applied); goto begin }
done:
  running--
}

init {
  atomic { run Caller(0); run Caller(1); run Caller(2); run Writer(3, CHANGES) }
  running == 0 -> CLAIM(P6, lease == 0)
}
