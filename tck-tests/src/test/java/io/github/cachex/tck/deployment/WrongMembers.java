// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.deployment;

import io.github.cachex.CachexDefaults;
import io.github.cachex.CachexFetch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Beans with members that cannot be read, in annotations or outside, and conditions that cannot be told. */
final class WrongMembers {
    private WrongMembers() {}

    /** Decides nothing. */
    @Named("undecided")
    @Dependent
    static class Undecided {}

    @Refused("§.find: @CachexFetch ttl=5 sek: not a duration: unknown unit 'sek'; write for example 500ms, 5m,"
            + " 1h30m, 1 day, PT5M or never")
    @ApplicationScoped
    static class UnknownUnit {
        @CachexFetch(ttl = "5 sek")
        String find() {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch ttl=soon: not a duration; write for example 500ms, 5m, 1h30m, 1 day, PT5M or"
            + " never")
    @ApplicationScoped
    static class NoDuration {
        @CachexFetch(ttl = "soon")
        String find() {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch ttl=300: is a number without a unit, not a duration; write for example 300s for"
            + " seconds or 300ms for milliseconds")
    @ApplicationScoped
    static class BareNumber {
        @CachexFetch(ttl = "300")
        String find() {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch ttl=0s: is not above zero; write at least 1ms, for example 5m")
    @ApplicationScoped
    static class NoTime {
        @CachexFetch(ttl = "0s")
        String find() {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch staleTtl=-1m: is negative, not a duration; write for example 500ms, 5m, 1h30m,"
            + " 1 day, PT5M or never")
    @ApplicationScoped
    static class NegativeStaleTtl {
        @CachexFetch(staleTtl = "-1m")
        String find() {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch softTimeout=later: not a duration; write for example 500ms, 5m, 1h30m, 1 day,"
            + " PT5M or never")
    @ApplicationScoped
    static class NoSoftTimeout {
        @CachexFetch(softTimeout = "later")
        String find() {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch hardTimeout=0: is not above zero; write at least 1ms, for example 5m")
    @ApplicationScoped
    static class NoHardTimeout {
        @CachexFetch(hardTimeout = "0")
        String find() {
            return "";
        }
    }

    @Refused(
            "§.find: @CachexFetch cacheExceptions=java.io.UncheckedIOException: java.io.UncheckedIOException cannot be made"
                    + " again: it has no public constructor that takes a String, or nothing; add one, or leave it out")
    @ApplicationScoped
    static class FailureWithoutConstructor {
        @CachexFetch(cacheExceptions = UncheckedIOException.class)
        String find() {
            return "";
        }
    }

    @Refused(
            "§.find: @CachexFetch cacheExceptions=java.io.IOException: the method does not declare that exception, so its"
                    + " callers cannot be thrown it; add it to throws, or leave it out")
    @ApplicationScoped
    static class UndeclaredFailure {
        @CachexFetch(cacheExceptions = IOException.class)
        String find() {
            return "";
        }
    }

    @Refused(
            "§.find: @CachexFetch keys and cacheExceptions: what is thrown for many elements says nothing of each, so it is"
                    + " not kept; leave it out, or keep it on the method of one")
    @ApplicationScoped
    static class FailureOfMany {
        @CachexFetch(cache = "posts", keys = "post:{0[]}", cacheExceptions = IllegalStateException.class)
        Map<Long, String> find(List<Long> ids) {
            return Map.of();
        }
    }

    @Refused("§.find: @CachexFetch exceptionTtl=0: is not above zero; write at least 1ms, for example 5m")
    @ApplicationScoped
    static class NoExceptionTtl {
        @CachexFetch(cacheExceptions = IllegalStateException.class, exceptionTtl = "0")
        String find() {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch refreshAhead=2: not a share above 0.0 and below 1.0; write for example 0.8")
    @ApplicationScoped
    static class NoShare {
        @CachexFetch(refreshAhead = "2")
        String find() {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch cacheNull=maybe: neither true nor false; write true or false")
    @ApplicationScoped
    static class NoFlag {
        @CachexFetch(cacheNull = "maybe")
        String find() {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch ttl=soon: not a duration; write for example 500ms, 5m, 1h30m, 1 day, PT5M or"
            + " never")
    @ApplicationScoped
    @CachexDefaults(ttl = "soon")
    static class DefaultTtl {
        @CachexFetch
        String find() {
            return "";
        }
    }

    @Refused(
            value = "§/find/CachexFetch/ttl=soon: not a duration; write for example 500ms, 5m, 1h30m, 1 day, PT5M or"
                    + " never",
            settings = "§/find/CachexFetch/ttl=soon")
    @ApplicationScoped
    static class OutsideForMethod {
        @CachexFetch
        String find() {
            return "";
        }
    }

    @Refused(
            value = "§/CachexFetch/staleTtl=soon: not a duration; write for example 500ms, 5m, 1h30m, 1 day, PT5M or"
                    + " never",
            settings = "§/CachexFetch/staleTtl=soon")
    @ApplicationScoped
    static class OutsideForClass {
        @CachexFetch
        String find() {
            return "";
        }
    }

    @Refused(
            value = "CachexFetch/ttl=soon: not a duration; write for example 500ms, 5m, 1h30m, 1 day, PT5M or never",
            settings = "CachexFetch/ttl=soon")
    @ApplicationScoped
    static class OutsideForAll {
        @CachexFetch
        String find() {
            return "";
        }
    }

    @Refused(
            value = "cachex.cache.posts.ttl=soon: not a duration; write for example 500ms, 5m, 1h30m, 1 day, PT5M or"
                    + " never",
            settings = "cachex.cache.posts.ttl=soon")
    @ApplicationScoped
    static class OutsideForCache {
        @CachexFetch(cache = "posts")
        String find() {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch when: '{0}' {0} alone is neither true nor false; compare it with something")
    @ApplicationScoped
    static class NeitherTrue {
        @CachexFetch(when = "{0}")
        String find(long id) {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch when: '{0} ==' ends where a value should follow; write {name} for a parameter,"
            + " 'text' for a text, a number, true, false or null")
    @ApplicationScoped
    static class EndsTooSoon {
        @CachexFetch(when = "{0} ==")
        String find(long id) {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch when: '{0} > 0 {0}' has {0} too much; leave it out, or put && or || before it")
    @ApplicationScoped
    static class TooMuch {
        @CachexFetch(when = "{0} > 0 {0}")
        String find(long id) {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch when: '{0} > 0 ; 1' cannot be read from '; 1' on, at 8; write for example {0} > 0 &&"
            + " !{1}")
    @ApplicationScoped
    static class Unreadable {
        @CachexFetch(when = "{0} > 0 ; 1")
        String find(long id) {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch when: '({0} > 0' lacks a closing parenthesis; add )")
    @ApplicationScoped
    static class OpenParenthesis {
        @CachexFetch(when = "({0} > 0")
        String find(long id) {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch when: 'id > 0' has id where a value should be; write {name} for a parameter,"
            + " 'text' for a text, a number, true, false or null")
    @ApplicationScoped
    static class BareWord {
        @CachexFetch(when = "id > 0")
        String find(long id) {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch when: '{0} == 'x'' {0} and 'x' are of types that are never equal (Long,"
            + " String); compare like with like")
    @ApplicationScoped
    static class NeverEqual {
        @CachexFetch(when = "{0} == 'x'")
        String find(long id) {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch when: '{0} > 1' {0} is no number, and > compares numbers; write == or !=, or"
            + " name a property that is a number")
    @ApplicationScoped
    static class NoNumber {
        @CachexFetch(when = "{0} > 1")
        String find(String id) {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch when: '{result} == null' names the result, which is not known before the call;"
            + " write it in unless")
    @ApplicationScoped
    static class ResultTooSoon {
        @CachexFetch(when = "{result} == null")
        String find(long id) {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch when: {1} does not exist; positions go from {0} to {0}")
    @ApplicationScoped
    static class UnknownParameter {
        @CachexFetch(when = "{1} > 0")
        String find(long id) {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch unless: {result.draft} has no property 'draft' in java.lang.String; it needs a"
            + " public method draft() or getDraft()")
    @ApplicationScoped
    static class UnknownProperty {
        @CachexFetch(unless = "{result.draft}")
        String find(long id) {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch unless: '{result}' {result} alone is neither true nor false; compare it with"
            + " something")
    @ApplicationScoped
    static class UnlessOfText {
        @CachexFetch(unless = "{result}")
        String find(long id) {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch when: @nobody: there is no bean of that name; add @Named(\"nobody\") to a bean"
            + " that is a CacheCondition")
    @ApplicationScoped
    static class NobodyDecides {
        @CachexFetch(when = "@nobody")
        String find(long id) {
            return "";
        }
    }

    @Refused(
            value =
                    "§.find: @CachexFetch when: @undecided: the bean of that name is no CacheCondition; let it implement"
                            + " CacheCondition",
            beside = Undecided.class)
    @ApplicationScoped
    static class MuteDecides {
        @CachexFetch(when = "@undecided")
        String find(long id) {
            return "";
        }
    }

    @Refused("§.find: @CachexFetch when: '${id >' is no expression: Error Parsing: ${id >; write for example ${id"
            + " > 0}")
    @ApplicationScoped
    static class NoExpression {
        @CachexFetch(when = "${id >")
        String find(long id) {
            return "";
        }
    }
}
