// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.error.CacheBackendException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * The answer of a cluster's node that it did not do what it was told, since another has to, or will in a moment.
 *
 * @param kind what to do
 * @param place where to go; of no use for other kinds than those that name one
 */
record Redirect(Kind kind, Place place) {
    /** What to do where one server turns out to be one of several. */
    static final String CLUSTER_REMEDY = "write cachex.backend.redis.mode=cluster, or hand in a client for clusters";

    private static final Pattern ELSEWHERE =
            Pattern.compile("(?<kind>MOVED|ASK) \\d+ (?<host>\\S*):(?<port>\\d{1,5})\\s*");

    /** What such an answer asks for. */
    enum Kind {
        /** The slot is the other's from now on. */
        MOVED,
        /** This key may be the other's already. */
        ASK,
        /** The keys of a slot that is moving are not all at one node yet. */
        TRYAGAIN,
        /** Nobody takes writes for the slot. */
        CLUSTERDOWN
    }

    /** Returns what {@code failure} says, if it is such an answer. */
    static Optional<Redirect> of(Throwable failure) {
        Throwable answer = failure instanceof CacheBackendException ? failure.getCause() : failure;
        return answer instanceof JedisDataException ? of(String.valueOf(answer.getMessage())) : Optional.empty();
    }

    static Optional<Redirect> of(String answer) {
        Matcher elsewhere = ELSEWHERE.matcher(answer);
        if (elsewhere.matches()) {
            Place place = new Place(elsewhere.group("host"), Integer.parseInt(elsewhere.group("port")));
            return Optional.of(new Redirect(Kind.valueOf(elsewhere.group("kind")), place));
        } else if (answer.startsWith("TRYAGAIN")) {
            return Optional.of(new Redirect(Kind.TRYAGAIN, Place.NOWHERE));
        } else if (answer.startsWith("CLUSTERDOWN")) {
            return Optional.of(new Redirect(Kind.CLUSTERDOWN, Place.NOWHERE));
        }
        return Optional.empty();
    }
}
