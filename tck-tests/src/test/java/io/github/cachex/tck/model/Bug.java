// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.model;

import java.util.List;

/** The bugs that can be switched on in the models. Each breaks a promise, and the model checker must find out how. */
public enum Bug {
    /** What was loaded is stored whether or not the lease still holds. */
    UNFENCED_STORE("lease", 2),
    /** Whoever gives a lease back ends it, be it another's. */
    RELEASE_WITHOUT_TOKEN("lease", 1),
    INVALIDATE_LEAVES_LEASE("lease", 2),
    PUT_LEAVES_LEASE("lease", 2),
    /** A lease that is held perhaps is forgotten. */
    LEASE_NOT_GIVEN_BACK("lease", 6),
    /** A lease that is held perhaps is asked for once, and found free although it comes later. */
    RELEASED_ONCE("lease", 6),
    /** After an unanswered acquire another token is tried, and the first is forgotten. */
    NEW_TOKEN_AFTER_LOSS("lease", 6),
    /** What was loaded after an unanswered acquire is stored, if its token holds by then. */
    STORED_UNDER_UNANSWERED_LEASE("lease", 2),
    /** An acquire of which the answer was lost is sent again; the first one runs after the answer to the second. */
    ACQUIRE_SENT_TWICE("lease", 2),
    /** A put runs after its caller has given up and gone on. */
    LATE_PUT("lease", 2, "-DCHANGES=2"),
    /** A put was sent twice; the first one runs after the second was answered. */
    PUT_ANSWERED_TOO_SOON("lease", 2, "-DCHANGES=2"),
    /** A stored load is taken to be right until the answer came, not until the question was sent. */
    CONFIRMED_AT_ARRIVAL("flight", 2),
    /** A load that nobody confirmed is taken to be right when it ended, not when it began. */
    RIGHT_WHEN_THE_LOAD_ENDED("flight", 2),
    FOLLOWER_TAKES_ANYTHING("flight", 2),
    /** What was kept before a gap in the news is served after it. */
    GAP_WITHOUT_GENERATION("near", 9, Bug.WARM, Bug.FEW, Bug.NONE_OWN),
    /** What was read before a change is kept after it as though it were new. */
    FILLED_WITHOUT_STAMP("near", 9, Bug.WARM, Bug.FEW, Bug.NONE_OWN),
    /** What was read before a gap in the news is kept after it as though it were new. */
    FILLED_ACROSS_A_GAP("near", 9, Bug.WARM, Bug.FEW, Bug.NONE_OWN),
    PUT_FILLS_NEAR("near", 9, "-DFETCHES=1", "-DCUTS=0", "-DBEATS=0"),
    /** A heartbeat vouches for the time until its answer came, not until it was sent. */
    TRUSTED_FROM_ARRIVAL("near", 3, Bug.WARM, Bug.FEW, Bug.NONE_OWN),
    /** Another connection than that of the news is asked for signs of life. */
    HEARTBEAT_BESIDE_THE_LINK("near", 3, Bug.WARM, Bug.FEW, Bug.NONE_OWN);

    private static final String WARM = "-DSTORED_BEFORE=1";
    private static final String FEW = "-DCHANGES=1";
    private static final String NONE_OWN = "-DOWN_CHANGES=0";

    private final String model;
    private final int promise;
    private final List<String> bounds;

    Bug(String model, int promise, String... bounds) {
        this.model = model;
        this.promise = promise;
        this.bounds = List.of(bounds);
    }

    /** Returns the name of the model in which it shows. */
    public String model() {
        return model;
    }

    /** Returns the number of the promise that it breaks. */
    public int promise() {
        return promise;
    }

    /** Returns within which bounds it shows. */
    public List<String> bounds() {
        return bounds;
    }
}
