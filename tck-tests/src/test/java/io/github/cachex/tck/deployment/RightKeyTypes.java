// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.deployment;

import io.github.cachex.CachexFetch;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Legitimate types of what keys are made of. */
final class RightKeyTypes {
    private RightKeyTypes() {}

    /** A value. */
    public record User(long id, String name) {}

    /** A value of what its user chooses. */
    public record Ref<T>(T id) {}

    /** Shows less than it holds. */
    public record Card(String number) {
        @Override
        public String number() {
            return "****";
        }
    }

    /** An array. */
    @Accepted
    @ApplicationScoped
    static class Array {
        @CachexFetch(cache = "rk-15")
        String find(long[] ids) {
            return "";
        }
    }

    /** Varargs. */
    @Accepted
    @ApplicationScoped
    static class Varargs {
        @CachexFetch(cache = "rk-16")
        String find(String first, String... more) {
            return "";
        }
    }

    /** An array in a template. */
    @Accepted
    @ApplicationScoped
    static class ArrayInTemplate {
        @CachexFetch(cache = "rk-17", key = "file:{0}")
        String find(byte[] digest) {
            return "";
        }
    }

    /** Arrays in arrays in a list. */
    @Accepted
    @ApplicationScoped
    static class NestedArray {
        @CachexFetch(cache = "rk-18")
        String find(List<int[][]> grids) {
            return "";
        }
    }

    /** Records, one with an accessor written by hand. */
    @Accepted
    @ApplicationScoped
    static class Records {
        @CachexFetch(cache = "rk-19")
        String find(User user, Ref<String> ref) {
            return "";
        }
    }

    /** A record that shows less than it holds. */
    @Accepted
    @ApplicationScoped
    static class Masked {
        @CachexFetch(cache = "rk-20", key = "card:{0}")
        String find(Card card) {
            return "";
        }
    }

    /** Times. */
    @Accepted
    @ApplicationScoped
    static class Times {
        @CachexFetch(cache = "rk-21")
        String find(LocalDate day, Duration length) {
            return "";
        }
    }

    /** Enums. */
    @Accepted
    @ApplicationScoped
    static class Enums {
        @CachexFetch(cache = "rk-22")
        String find(Level level, Set<Level> more) {
            return "";
        }
    }

    /** UUIDs. */
    @Accepted
    @ApplicationScoped
    static class Uuids {
        @CachexFetch(cache = "rk-23")
        String find(UUID id, Optional<UUID> parent) {
            return "";
        }
    }

    /** Maps. */
    @Accepted
    @ApplicationScoped
    static class Maps {
        @CachexFetch(cache = "rk-24")
        String find(Map<String, List<Long>> filter) {
            return "";
        }
    }

    /** A type that leaves open what comes. */
    @Accepted
    @ApplicationScoped
    static class OpenType {
        @CachexFetch(cache = "rk-25")
        String find(Object id) {
            return "";
        }
    }
}
