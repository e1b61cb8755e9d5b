/*
 * Copyright the Cachex authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * The near cache: JVM A fetches, keeps what it read or stored, and invalidates too; JVM W writes. What happens in Redis is told
 * over a link that keeps the order, takes any time, and breaks: then what was under way is lost, and A notices later.
 */
#include "redis.pml"

#ifndef FETCHES
#define FETCHES 2
#endif
#ifndef CHANGES
#define CHANGES 2
#endif
#ifndef CUTS
#define CUTS 1
#endif
#ifndef BEATS
#define BEATS 1
#endif

mtype = { CHANGED, PONG, JOINED }

chan link = [CHANGES + BEATS + 2] of { mtype, byte };
bool subscribed = true;  /* what Redis thinks */
byte running = 2;

/* Of JVM A. */
byte stripe = 0;         /* how many changes it knows of */
byte generation = 2;     /* odd while nothing is heard */
bool trusted = true;     /* the last heartbeat is not too old */
byte heardFloor = 0;     /* what was applied when the last answered heartbeat was sent */
byte ownFloor = 0;       /* what A itself applied */
byte near = 0;
byte nearStripe = 0;
byte nearGeneration = 0;

inline tell() {
  if
  :: subscribed -> link!CHANGED, 0
  :: else
  fi
}

#ifdef GAP_WITHOUT_GENERATION
#define SAME_GENERATION true
#define HEARS true
#else
#define SAME_GENERATION (nearGeneration == generation)
#define HEARS (generation % 2 == 0)
#endif
#define IS_HIT (near != 0 && nearStripe == stripe && SAME_GENERATION && HEARS && trusted)

inline keep(version, changes, gen) {
#ifdef FILLED_WITHOUT_STAMP
  changes = stripe;
#endif
#ifdef FILLED_ACROSS_A_GAP
  gen = generation;
#endif
  if
  :: stripe == changes ->
    near = version; nearStripe = changes; nearGeneration = gen;
    printf("STEP A keep %d\n", version)
  :: else -> printf("STEP A keep 0\n")
  fi
}

proctype Fetcher(byte left) {
  byte floor = 0, changes = 0, gen = 0, got = 0;
  mtype answer = REFUSED;

begin:
  if
  :: atomic {
      left > 0 -> left--; floor = ownFloor;
      printf("STEP A fetch %d\n", FETCHES - left);
      if
      :: IS_HIT ->
        printf("STEP A near %d\n", near);
        CLAIM(P2, near >= floor);
        CLAIM(P3, near >= heardFloor);
        goto begin
      :: else
      fi;
      changes = stripe; gen = generation;
      printf("STEP A watch %d\n", changes)
    }
  :: atomic { left == 0 -> goto done }
  fi;
  atomic {
    got = value;
    printf("STEP A read %d\n", got);
    if
    :: got != 0 -> goto fill
    :: else -> acquire(FETCHES - left, answer); printf("STEP A acquire %d %e\n", FETCHES - left, answer)
    fi
  }
  atomic { got = source; printf("STEP A load %d\n", got) }
  atomic {
    store(FETCHES - left, got, answer);
    printf("STEP A store %d %d %e\n", FETCHES - left, got, answer);
    if
    :: answer == REFUSED -> CLAIM(P2, got >= floor); goto begin
    :: else
    fi
  }
fill:
  atomic {
    keep(got, changes, gen);
    CLAIM(P2, got >= floor);
    floor = 0; changes = 0; gen = 0; got = 0; answer = REFUSED;
    goto begin
  }
done:
  running--
}

/* Changes the source and invalidates: from W, from A, or with a put from A. */
proctype Writer(byte left) {
  byte put = 0;

begin:
  if
  :: atomic { left > 0 -> left--; source++; printf("STEP W change %d\n", source) }
  :: atomic { left == 0 -> goto done }
  fi;
  if
  :: atomic {
      invalidate(); tell(); applied = source;
      printf("STEP W invalidate %d\n", applied); goto begin
    }
  :: atomic { invalidate(); tell(); printf("STEP V invalidate %d\n", source) }
  :: atomic { write(source); tell(); put = source; printf("STEP V put %d\n", source) }
  fi;
  atomic {
    /* A hears of its own writes at once. */
    stripe++; applied = source; ownFloor = source;
    printf("STEP V applied %d\n", applied);
#ifdef PUT_FILLS_NEAR
    if
    :: put != 0 -> goto fill
    :: else
    fi;
#endif
    put = 0; goto begin
  }
#ifdef PUT_FILLS_NEAR
fill:
  atomic {
    near = put; nearStripe = stripe; nearGeneration = generation; put = 0;
    printf("STEP V keep %d\n", near); goto begin
  }
#endif
done:
  running--
}

proctype Link() {
  byte beats = BEATS, cuts = CUTS, asked = 0, floor = 0;
  mtype what = CHANGED;
  bool asking = false, broken = false;

end:
  do
  :: atomic {
      link?what, floor ->
      if
      :: what == CHANGED -> stripe++; printf("STEP L hears %e\n", what)
      :: what == JOINED ->
        generation = (generation % 2 == 0 -> generation + 2 : generation + 1); broken = false;
        printf("STEP L hears %e\n", what)
      :: what == PONG ->
        trusted = true;
#ifdef TRUSTED_FROM_ARRIVAL
        heardFloor = applied;
#else
        heardFloor = floor;
#endif
        printf("STEP L hears %e\n", what)
      fi;
      what = CHANGED; floor = 0
    }
  /* Asked for a sign of life; what Redis answers comes after what it has told before. */
  :: atomic { beats > 0 && !asking -> beats--; asking = true; asked = applied; printf("STEP L beat\n") }
  :: atomic {
      asking && subscribed -> asking = false;
#ifdef HEARTBEAT_BESIDE_THE_LINK
      trusted = true; heardFloor = asked; printf("STEP L hears %e\n", PONG);
#else
      link!PONG, asked; printf("STEP R answers\n");
#endif
      asked = 0
    }
  :: atomic { trusted -> trusted = false; printf("STEP L doubts\n") }
  /* Redis loses the link first; A notices at some later time. */
  :: atomic {
      cuts > 0 && subscribed -> cuts--; subscribed = false; broken = true; asking = false; asked = 0;
      do
      :: nempty(link) -> link?what, floor
      :: empty(link) -> break
      od;
      what = CHANGED; floor = 0;
      printf("STEP R cut\n")
    }
  :: atomic {
      broken && !subscribed ->
      if
      :: generation % 2 == 0 -> generation++; trusted = false; printf("STEP L hears broken\n")
      :: else -> subscribed = true; broken = false; link!JOINED, 0; printf("STEP R joins\n")
      fi
    }
  od
}

init {
  atomic { run Fetcher(FETCHES); run Writer(CHANGES); run Link() }
end:
  atomic {
    running == 0 && empty(link) && subscribed && HEARS && trusted ->
    CLAIM(P9, !IS_HIT || near >= applied)
  }
}
