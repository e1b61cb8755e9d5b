/*
 * Copyright the Cachex authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Leases: JVMs A and B fetch one key, C changes the source and then invalidates or puts. Any command may be refused, lose its
 * answer, or be run late; a lease may end at any moment; a load may fail.
 *
 * A line STEP names the actor, what it does, the token or version, and what came of it.
 */
#include "redis.pml"

#define A_FETCHES 2
#define B_FETCHES 1
#ifndef CHANGES
#define CHANGES 1
#endif
#ifndef EXPIRIES
#define EXPIRIES 1
#endif
#ifndef FAULTS
#define FAULTS 1
#endif

#define FETCHES (A_FETCHES + B_FETCHES)
/* With the bug NEW_TOKEN_AFTER_LOSS each fetch has a second one. */
#define TOKENS 7
#define NAME(jvm) ('A' + jvm)

mtype = { ANSWERED, LOST, LATE, DOWN }

byte faults = FAULTS;   /* how many commands may yet go wrong */
byte running = 3;       /* actors that have not ended */
byte owed = 0;          /* what Redis or the outbox is yet to do */

/* By token: what Redis will run at some time although its caller has given up, and leases to be given back. */
bool lateAcquire[TOKENS];
bool lateFailure[TOKENS];
byte lateStore[TOKENS];
bool toRelease[TOKENS];
bool lateInvalidate;
byte latePut;

/* How a command fares: answered; run, but not answered; run when nobody waits any more; never run. */
inline send(fate) {
  if
  :: fate = ANSWERED
  :: faults > 0 -> faults--; fate = LOST
  :: faults > 0 -> faults--; fate = LATE
  :: faults > 0 -> faults--; fate = DOWN
  fi
}

inline giveBack(token) {
#ifndef LEASE_NOT_GIVEN_BACK
  toRelease[token] = true; owed++
#else
  skip
#endif
}

inline ends(version) {
  printf("STEP %c returns %d\n", NAME(jvm), version);
  CLAIM(2, version >= floor);
  floor = 0; got = 0; fate = ANSWERED; answer = REFUSED; token++; left--
}

proctype Jvm(byte jvm; byte token; byte left) {
  byte floor = 0, got = 0;
  mtype fate = ANSWERED, answer = REFUSED;

begin:
  if
  :: atomic { left > 0 -> floor = applied; printf("STEP %c fetch %d\n", NAME(jvm), token) }
  :: atomic { left == 0 -> running--; goto done }
  fi;
look:
  atomic {
    got = value;
    printf("STEP %c read %d\n", NAME(jvm), got);
    if
    :: got != 0 -> ends(got); goto begin
    :: else
    fi
  }
  atomic {
    send(fate);
    if
    :: fate == ANSWERED || fate == LOST -> acquire(token, answer)
#ifdef ACQUIRE_SENT_TWICE
    /* The client sent it again after its connection broke, and the first one runs after the second was answered. */
    :: fate == ANSWERED && faults > 0 -> faults--; acquire(token, answer); lateAcquire[token] = true; owed++
#endif
    :: fate == LATE -> lateAcquire[token] = true; owed++
    :: else
    fi;
    if
    :: fate == ANSWERED -> printf("STEP %c acquire %d %e\n", NAME(jvm), token, answer)
    :: else -> printf("STEP %c acquire %d %e\n", NAME(jvm), token, fate)
    fi;
    if
    :: fate == ANSWERED && answer == WON -> goto load
    :: fate == ANSWERED && answer == FRESH -> goto look
    :: fate == ANSWERED && answer == BUSY -> goto wait
    :: (fate == ANSWERED && answer == COOLDOWN) || fate == DOWN -> goto alone
    :: else
    fi;
    /* The lease is ours, or will be, or will not. */
#ifdef STORED_UNDER_UNANSWERED_LEASE
    goto load
#else
#ifdef NEW_TOKEN_AFTER_LOSS
    token = token + FETCHES;
    goto look
#else
    giveBack(token);
    goto alone
#endif
#endif
  }
wait:
  if
  :: lease == 0 || value != 0 || marker != 0 -> goto look
  :: true -> goto alone
  fi;
alone:
  atomic {
    got = source;
    printf("STEP %c alone %d\n", NAME(jvm), got);
    ends(got);
    goto begin
  }
load:
  if
  :: atomic { got = source; printf("STEP %c load %d\n", NAME(jvm), got) }
  :: atomic {
      send(fate);
      if
      :: fate == ANSWERED || fate == LOST -> release(token, true, answer)
      :: fate == LATE -> lateFailure[token] = true; owed++
      :: else
      fi;
      if
      :: fate == ANSWERED -> printf("STEP %c fail %d %e\n", NAME(jvm), token, answer)
      :: else -> printf("STEP %c fail %d %e\n", NAME(jvm), token, fate); giveBack(token)
      fi;
      got = source; /* nothing to judge: the caller gets the failure */
      ends(got);
      goto begin
    }
  fi;
  atomic {
    send(fate);
    if
    :: fate == ANSWERED || fate == LOST -> store(token, got, answer)
    :: fate == LATE -> lateStore[token] = got; owed++
    :: else
    fi;
    if
    :: fate == ANSWERED -> printf("STEP %c store %d %d %e\n", NAME(jvm), token, got, answer)
    :: else -> printf("STEP %c store %d %d %e\n", NAME(jvm), token, got, fate); giveBack(token)
    fi;
    ends(got);
    goto begin
  }
done:
  skip
}

/* Changes the source and tells of it. What was not answered becomes a queued invalidation, sent until it is answered. */
proctype Writer(byte jvm; byte left) {
  mtype fate = ANSWERED;
  bool twice = false;

begin:
  if
  :: atomic { left > 0 -> left--; source++; printf("STEP %c change %d\n", NAME(jvm), source) }
  :: atomic { left == 0 -> running--; goto done }
  fi;
  if
  :: atomic {
      send(fate);
      if
      :: fate == ANSWERED || fate == LOST -> invalidate()
      :: fate == LATE && !lateInvalidate -> lateInvalidate = true; owed++
      :: else
      fi;
      printf("STEP %c invalidate %e\n", NAME(jvm), fate)
    }
  :: atomic {
      send(fate);
      if
      :: fate == ANSWERED || fate == LOST -> write(source)
      :: fate == LATE && latePut == 0 -> latePut = source; owed++
      /* The client sent it again after its connection broke; the first one may run later. */
      :: fate == ANSWERED && faults > 0 && latePut == 0 -> faults--; write(source); twice = true
      :: else
      fi;
      printf("STEP %c put %d %e\n", NAME(jvm), source, fate)
    }
  fi;
  atomic {
    if
    :: fate != ANSWERED -> invalidate(); printf("STEP %c invalidate %e\n", NAME(jvm), ANSWERED)
#ifdef PUT_ANSWERED_TOO_SOON
    :: twice -> latePut = source; owed++
#else
    /* Answered when the first one can no longer do anything: it ran by now, or its deadline is over. */
    :: twice -> write(source); printf("STEP R put %d %e\n", source, ANSWERED)
    :: twice
#endif
    :: else
    fi;
    fate = ANSWERED; twice = false; applied = source;
    printf("STEP %c applied %d\n", NAME(jvm), applied);
    goto begin
  }
done:
  skip
}

/* Runs late what nobody waits for any more, in any order. */
#define RUN_LATE(token) \
  :: atomic { \
      lateAcquire[token] -> lateAcquire[token] = false; acquire(token, answer); \
      printf("STEP R acquire %d %e\n", token, answer); owed--; answer = REFUSED \
    } \
  :: atomic { \
      lateFailure[token] -> lateFailure[token] = false; release(token, true, answer); \
      printf("STEP R fail %d %e\n", token, answer); owed--; answer = REFUSED \
    } \
  :: atomic { \
      lateStore[token] != 0 -> store(token, lateStore[token], answer); \
      printf("STEP R store %d %d %e\n", token, lateStore[token], answer); \
      lateStore[token] = 0; owed--; answer = REFUSED \
    }

proctype Network() {
  mtype answer = REFUSED;

end:
  do
  RUN_LATE(1)
  RUN_LATE(2)
  RUN_LATE(3)
  RUN_LATE(4)
  RUN_LATE(5)
  RUN_LATE(6)
  :: atomic {
      lateInvalidate -> lateInvalidate = false; invalidate(); owed--;
      printf("STEP R invalidate %e\n", ANSWERED)
    }
  :: atomic {
      /* Its deadline is over. */
      latePut != 0 ->
#if defined(LATE_PUT) || defined(PUT_ANSWERED_TOO_SOON)
      write(latePut); printf("STEP R put %d %e\n", latePut, ANSWERED);
#else
      printf("STEP R put %d %e\n", latePut, LATE);
#endif
      latePut = 0; owed--
    }
  od
}

/* Gives back the leases that are held perhaps: until they were found, or can no longer come to be. */
#ifdef RELEASED_ONCE
#define IS_DUE(token) toRelease[token]
#else
#define IS_DUE(token) toRelease[token] && (lease == token || !lateAcquire[token])
#endif
#define GIVE_BACK(token) \
  :: atomic { \
      IS_DUE(token) -> toRelease[token] = false; release(token, false, answer); \
      printf("STEP O release %d %e\n", token, answer); owed--; answer = REFUSED \
    }

proctype Outbox() {
  mtype answer = REFUSED;

end:
  do
  GIVE_BACK(1)
  GIVE_BACK(2)
  GIVE_BACK(3)
  GIVE_BACK(4)
  GIVE_BACK(5)
  GIVE_BACK(6)
  od
}

/* Lets leases and markers end by themselves, at any moment: a process may be stopped for as long as it likes. */
proctype Time() {
  byte expiries = EXPIRIES;

end:
  do
  :: atomic { expiries > 0 && lease != 0 -> lease = 0; right = 0; expiries--; printf("STEP T expire\n") }
  :: atomic { expiries > 0 && marker != 0 -> marker = 0; expiries--; printf("STEP T forget\n") }
  od
}

init {
  atomic {
    run Jvm(0, 1, A_FETCHES); run Jvm(1, A_FETCHES + 1, B_FETCHES); run Writer(2, CHANGES);
    run Network(); run Outbox(); run Time()
  }
  atomic { running == 0 && owed == 0 -> CLAIM(6, lease == 0) }
}
