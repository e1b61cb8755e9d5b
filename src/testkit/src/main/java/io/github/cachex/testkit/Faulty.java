// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit;

import io.github.cachex.spi.BackendOperation;

/** Something whose operations a test makes go wrong. Without operations named, a fault is for all of them. Thread-safe. */
public sealed interface Faulty permits FaultyBackend, FakePart {
    /** How an operation goes wrong. */
    enum Fault {
        /** Not at all. */
        NONE,
        /** It fails at once, and nothing is done. */
        FAIL,
        /** It does nothing and answers nothing. */
        HANG,
        /** It happens, and its caller does not hear of it. */
        LOSE_ANSWER,
        /** It happens when {@link #runLate} says so, and its caller does not hear of it. */
        LATE
    }

    /** Makes {@code operations} go wrong in this way from now on. */
    void set(Fault fault, BackendOperation... operations);

    /** Makes {@code operations} fail at once, as with a refused connection: nothing is done. */
    default void fail(BackendOperation... operations) {
        set(Fault.FAIL, operations);
    }

    /** Makes {@code operations} do nothing and answer nothing until their budget is spent, or until {@link #heal}. */
    default void hang(BackendOperation... operations) {
        set(Fault.HANG, operations);
    }

    /** Makes {@code operations} happen, while their caller hears that they perhaps did. */
    default void loseAnswer(BackendOperation... operations) {
        set(Fault.LOSE_ANSWER, operations);
    }

    /**
     * Makes {@code operations} be kept for {@link #runLate}, while their caller hears that they perhaps happened. A write,
     * touch, slide, remove or increment keeps its budget, which may be spent by then; the others no longer have one.
     */
    default void late(BackendOperation... operations) {
        set(Fault.LATE, operations);
    }

    /** Ends the faults of {@code operations}; of all when none is named. Those that hang go on and fail. */
    default void heal(BackendOperation... operations) {
        set(Fault.NONE, operations);
    }

    /** Lets the operations that came {@link #late} happen now, in their order, and returns how many there were. */
    int runLate();

    /** Returns how often {@code operation} was called, faulty or not. */
    int calls(BackendOperation operation);
}
