// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.cachex.cdi.Application;
import jakarta.enterprise.inject.spi.DeploymentException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeploymentMistakesTest {
    private static final Map<String, String> CONFIGURATION = Map.of(
            "cachex.ttl", "soon",
            "cachex.backend.type", "memroy",
            "cachex.prefix", "a:b",
            "cachex.warm.concurrency", "many",
            "cachex.cache.accounts.near.store", "reference",
            "cachex.cache.accounts-as-bytes.near.store", "bytes",
            "cachex.cache.accounts-far.near.enabled", "false");

    private static final String MESSAGE = """
            Cachex cannot start, 76 mistakes:
              - §Choices.silent: @CachexFetch when: @mute: the bean of that name is no CacheCondition; let it implement CacheCondition
              - §Choices.two: @CachexFetch when: '{0}' {0} alone is neither true nor false; compare it with something
              - §Choices.two: @CachexFetch unless: '{result} ==' ends where a value should follow; write {name} for a parameter, 'text' \
            for a text, a number, true, false or null
              - §Choices.unknown: @CachexFetch when: @nobody: there is no bean of that name; add @Named("nobody") to a bean that is a \
            CacheCondition
              - §Closed.find: @CachexFetch in a final class, which the container cannot intercept; remove final
              - §Defaults.find: @CachexFetch cache name={x}: has a brace, a colon, a quote or a blank; write letters, digits, dashes, dots
              - §Drops.fetchAndInvalidate: @CachexFetch and @CachexInvalidate on one method: a hit would skip the method that is to \
            change the cache; split the method
              - §Drops.hidden: @CachexInvalidate on a private method, which the container cannot intercept; make it package-private, \
            protected or public
              - §Drops.hidden: @CachexInvalidate key template 'x:{1}': {1} does not exist, since the method has no parameters; leave \
            the placeholder out
              - §Drops.hidden: @CachexInvalidate cache name=a:b: has a brace, a colon, a quote or a blank; write letters, digits, \
            dashes, dots
              - §Drops.noKey: @CachexInvalidate keys: key template '': is empty; write for example post:{0}
              - §Drops.noTag: @CachexInvalidate tags: tag='': is empty; name what the entries have in common
              - §Drops.putAndInvalidate: @CachexPut and @CachexInvalidate of the same key: what is stored takes the place of what was \
            there, so there is nothing to invalidate; remove one
              - §Drops.severalWays: @CachexInvalidate names entries in several ways (key, tags, all); keep one, and write another \
            @CachexInvalidate for each of the others
              - §Drops.unknown: @CachexInvalidate tags: key template 'author:{author}': {author}: no parameter is named 'author'; known \
            are id
              - §Drops.unknown: @CachexInvalidate matching: key template 'post:{post}:*': {post}: no parameter is named 'post'; known \
            are id
              - §Drops.unknown: @CachexInvalidate matching: pattern=post:\\: ends with a backslash that escapes nothing; write two for one
              - §Keys.array: @CachexFetch key: parameter 0: values of type java.lang.Thread do not say what they are, so they cannot \
            take part in a generated key; give a key template, or mark the parameters that identify the value @CachexKey
              - §Keys.misnamed: @CachexFetch key template 'post:{it}': {it}: no parameter is named 'it'; known are id
              - §Keys.opaque: @CachexFetch key: parameter 0: values of type §Opaque do not say what they are, so they cannot take part \
            in a generated key; give a key template, or mark the parameters that identify the value @CachexKey
              - §Keys.together: @CachexFetch key template 'post:{0}{1}': nothing keeps {0} and {1} apart, so distinct arguments would \
            share a key; put a colon or a slash between them
              - §Keys.unnamed: @CachexFetch key template 'post:{id}': {id}: no parameter is known as 'id', since the class file holds \
            no parameter names; compile with -parameters, or write {0}, or mark the parameter @CachexKey("id")
              - §Lists.dropped: @CachexInvalidate keys: key template 'post:{0[]}': {0[]}: long is no array, nor a collection that says \
            of what; declare for example List<Long>, or leave out []
              - §Lists.dropped: @CachexInvalidate keys: key template 'post:{1[]}:{1[]}': {1[]} is the second list in one key; write a \
            method, or loop over CacheHandler.invalidate
              - §Lists.dropped: @CachexInvalidate keys: key template 'post:{2[]}': {2[]}: java.util.List<?> is no array, nor a \
            collection that says of what; declare for example List<Long>, or leave out []
              - §Lists.fetched: @CachexFetch key template 'post:{0[]}': {0[]} stands for several keys; only the member keys may name \
            them
              - §Members.colon: @CachexFetch cache name=a:b: has a brace, a colon, a quote or a blank; write letters, digits, dashes, dots
              - §Members.invalidate: @CachexInvalidate has no cache; write @CachexInvalidate(cache = "…") or @CachexDefaults(cache = \
            "…") on the class
              - §Members.put: @CachexPut has no cache; write @CachexPut(cache = "…") or @CachexDefaults(cache = "…") on the class
              - §Members.putNothing: @CachexPut on a void method without @CachexValue; mark the parameter to store with it
              - §Members.putTwo: @CachexPut key: no parameter is left to make a key from, so all calls would share one entry; mark the \
            parameters that identify the value @CachexKey, or give a key template
              - §Members.putTwo: @CachexValue marks 2 parameters; mark the one to store
              - §Sharing.arrays: §Account is an entity, and near.store=reference would hand the same one to all callers, detached or of \
            another persistence context; return a record made of it, or set cachex.cache.accounts.near.store=auto
              - §Sharing.list: §Account is an entity, and near.store=reference would hand the same one to all callers, detached or of \
            another persistence context; return a record made of it, or set cachex.cache.accounts.near.store=auto
              - §Sharing.save: §Account is an entity, and near.store=reference would hand the same one to all callers, detached or of \
            another persistence context; return a record made of it, or set cachex.cache.accounts.near.store=auto
              - §Sharing.save: @CachexPut in cache 'accounts' keeps §Account under the keys '{}', where §Sharing.arrays keeps \
            java.util.Map<java.lang.String, §Account[]>, so that each would throw out what the other stored; give each a key template \
            or a cache of its own
              - §StillGeneric.all: @CachexFetch: the type T is not known here; override the method in the bean's class with a type that is
              - §Tagged.find: @CachexFetch tags: tag='': is empty; name what the entries have in common
              - §Tagged.find: @CachexFetch tags: key template 'region:{region}': {region}: no parameter is known as 'region', since the \
            class file holds no parameter names; compile with -parameters, or write {0}, or mark the parameter @CachexKey("region")
              - §Together.fetchAndInvalidate: @CachexFetch and @CachexInvalidate on one method: a hit would skip the method that is to \
            change the cache; split the method
              - §Together.putAndInvalidate: @CachexPut and @CachexInvalidate of the same key: what is stored takes the place of what \
            was there, so there is nothing to invalidate; remove one
              - §Uncacheable.boxedNothing: @CachexFetch: Void has no value; remove the annotation
              - §Uncacheable.future: @CachexFetch: Future cannot be cached: it is a promise, not a value; return the value itself, or a \
            CompletionStage of it
              - §Uncacheable.input: @CachexFetch: InputStream cannot be cached: it is a resource that somebody closes; return what it \
            holds, for example a List or a byte[]
              - §Uncacheable.iterator: @CachexFetch: Iterator cannot be cached: it is used up by its first reader; return a List
              - §Uncacheable.nested: @CachexFetch: an Optional inside another type cannot be stored; use the bare type
              - §Uncacheable.nothing: @CachexFetch on a void method, which returns nothing to cache; return the value
              - §Uncacheable.promiseOfAnything: @CachexFetch: CompletionStage does not say of what; write for example \
            CompletionStage<String>
              - §Uncacheable.promiseOfNothing: @CachexFetch: Void has no value; remove the annotation
              - §Uncacheable.promises: @CachexFetch: CompletableFuture cannot be cached: it is a promise, not a value; return the value \
            itself, or a CompletionStage of it
              - §Uncacheable.publisher: @CachexFetch: Publisher cannot be cached: it is a promise of values; return a List, or a \
            CompletionStage of one
              - §Uncacheable.raw: @CachexFetch: a raw Optional does not say of what; write for example Optional<String>
              - §Uncacheable.stream: @CachexFetch: Stream cannot be cached: it is used up by its first reader; return a List
              - §Uncacheable.twice: @CachexFetch: an Optional inside another type cannot be stored; use the bare type
              - §Unreachable.fixed: @CachexFetch on a static method, which the container cannot intercept; make it an instance method
              - §Unreachable.hidden: @CachexFetch on a private method, which the container cannot intercept; make it package-private, \
            protected or public
              - §Unreachable.hiddenToo: @CachexInvalidate on a private method, which the container cannot intercept; make it \
            package-private, protected or public
              - §Unreachable.sealed: @CachexFetch on a final method, which the container cannot intercept; remove final
              - §Warm.arguments: @CachexWarm on a method with parameters and no arguments for them; write @CachexWarm(from = "…") with \
            the name of a Supplier bean
              - §Warm.notFetched: @CachexWarm without @CachexFetch, so there is nothing to warm; add @CachexFetch
              - §Warm.supplied: @CachexWarm from=mute: the bean of that name is no Supplier; let it implement Supplier<? extends \
            Iterable<?>>
              - §Warm.unasked: @CachexWarm from=mute on a method without parameters; remove from
              - §Warm.unasked: @CachexWarm from=mute: the bean of that name is no Supplier; let it implement Supplier<? extends \
            Iterable<?>>
              - §Warm.unknown: @CachexWarm from=nobody: there is no bean of that name; add @Named("nobody") to a bean that is a \
            Supplier<? extends Iterable<?>>
              - §Injected.cache: @Cachex cache name=no good: has a brace, a colon, a quote or a blank; write letters, digits, dashes, dots
              - cachex.prefix=a:b: has a brace, a colon, a quote or a blank; write letters, digits, dashes, dots
              - cachex.backend.type=memroy: no such backend is on the class path, which has bare, memory, redis, test; did you mean memory?
              - cachex.ttl=soon: not a duration; write for example 500ms, 5m, 1h30m, 1 day, PT5M or never
              - §Members.several: @CachexFetch ttl=0s: is not above zero; write at least 1ms, for example 5m
              - §Members.several: @CachexFetch staleTtl=-1m: is negative, not a duration; write for example 500ms, 5m, 1h30m, 1 day, \
            PT5M or never
              - §Members.several: @CachexFetch cacheNull=maybe: neither true nor false; write true or false
              - §Members.ttl: @CachexFetch ttl=5 sek: not a duration: unknown unit 'sek'; write for example 500ms, 5m, 1h30m, 1 day, \
            PT5M or never
              - §Tagged.find: @CachexFetch refreshAhead=2: not a share above 0.0 and below 1.0; write for example 0.8
              - §Tagged.find: @CachexFetch softTimeout=soon: not a duration; write for example 500ms, 5m, 1h30m, 1 day, PT5M or never
              - §Tagged.find: @CachexFetch hardTimeout=0: is not above zero; write at least 1ms, for example 5m
              - cachex.warm.concurrency=many: not a whole number; write a number from 1 to 256\
            """;

    @Test
    void everyMistakeOfBeansAndConfiguration_isInOneMessage() {
        Throwable refused = catchThrowable(() -> Application.of(CONFIGURATION, Mistakes.all()));

        assertThat(refused).isInstanceOf(DeploymentException.class).hasMessage(expected());
    }

    private static String expected() {
        return MESSAGE.replace("§", Mistakes.class.getName() + "$");
    }

    @Test
    void buildCompatibleExtension_refusesTheSame() {
        Throwable refused = catchThrowable(
                () -> Application.of(Application.By.BUILD_COMPATIBLE_EXTENSION, CONFIGURATION, Mistakes.all()));

        assertThat(refused).isInstanceOf(DeploymentException.class).hasMessageContaining(expected());
    }

    @ParameterizedTest
    @EnumSource
    void oneMistake_isOneLine(Application.By extension) {
        Throwable refused = catchThrowable(
                () -> Application.of(extension, Map.of("cachex.backend.redis.uri", "no uri"), Mistakes.Good.class));

        assertThat(refused)
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("Cachex cannot start: cachex.backend.redis.uri=***: ")
                .hasMessageNotContaining("no uri");
    }
}
