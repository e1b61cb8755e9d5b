// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.spi.EntryKey;
import org.junit.jupiter.api.Test;

class UnderwayTest {
    private static final EntryKey ONE = new EntryKey("app:1", "posts", "1");
    private static final EntryKey TWO = new EntryKey("app:1", "posts", "2");

    private final Underway<String> underway = new Underway<>();

    @Test
    void secondOfAKey_findsTheFirst() {
        assertThat(underway.putIfAbsent(new FlightKey(ONE, String.class), "first"))
                .isNull();
        assertThat(underway.putIfAbsent(new FlightKey(ONE, String.class), "second"))
                .isEqualTo("first");
        assertThat(underway.get(new FlightKey(ONE, Integer.class))).isNull();
    }

    @Test
    void detachedEntry_isFoundUnderNoType_andNoOtherIsGone() {
        underway.putIfAbsent(new FlightKey(ONE, String.class), "text");
        underway.putIfAbsent(new FlightKey(ONE, Integer.class), "number");
        underway.putIfAbsent(new FlightKey(TWO, String.class), "other");
        underway.detach(ONE);
        assertThat(underway.get(new FlightKey(ONE, String.class))).isNull();
        assertThat(underway.get(new FlightKey(ONE, Integer.class))).isNull();
        assertThat(underway.get(new FlightKey(TWO, String.class))).isEqualTo("other");
        underway.detachAll();
        assertThat(underway.get(new FlightKey(TWO, String.class))).isNull();
    }

    @Test
    void whatIsNotUnderWayAnyMore_isNeitherReplacedNorTakenOut() {
        FlightKey key = new FlightKey(ONE, String.class);
        underway.putIfAbsent(key, "first");
        assertThat(underway.replace(key, "first", "second")).isTrue();
        assertThat(underway.replace(key, "first", "third")).isFalse();
        underway.remove(key, "first");
        assertThat(underway.get(key)).isEqualTo("second");
        underway.remove(key, "second");
        assertThat(underway.get(key)).isNull();
    }
}
