// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.error.CacheKeyException;
import io.github.cachex.jcache.Application.By;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheKeyInvocationContext;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import javax.cache.annotation.GeneratedCacheKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Key generators of JSR-107 that an application brings. */
class OwnKeysTest {
    /** A key that writes itself. */
    record Key(String text) implements GeneratedCacheKey {
        private static final long serialVersionUID = 1L;
    }

    /** What a bean is made with. */
    @ApplicationScoped
    public static class Case {
        String of(String text) {
            return text.toLowerCase(Locale.ROOT);
        }
    }

    /** A generator that is a bean. */
    @ApplicationScoped
    public static class Lower implements CacheKeyGenerator {
        private final Case letters;

        @Inject
        public Lower(Case letters) {
            this.letters = letters;
        }

        protected Lower() {
            this(new Case());
        }

        @Override
        public GeneratedCacheKey generateCacheKey(CacheKeyInvocationContext<? extends Annotation> call) {
            return new Key(letters.of(String.valueOf(call.getKeyParameters()[0].getValue())));
        }
    }

    /** A generator that is none, and looks at all that a call has. */
    static class Whole implements CacheKeyGenerator {
        @Override
        public GeneratedCacheKey generateCacheKey(CacheKeyInvocationContext<? extends Annotation> call) {
            return new Key(String.join(
                    "-",
                    call.getCacheName(),
                    call.getMethod().getName(),
                    call.getCacheAnnotation().annotationType().getSimpleName(),
                    String.valueOf(call.getTarget() instanceof Words),
                    String.valueOf(call.getAllParameters().length),
                    String.valueOf(call.getKeyParameters()[0].getParameterPosition()),
                    call.getKeyParameters()[0].getRawType().getSimpleName(),
                    String.valueOf(call.getKeyParameters()[0].getAnnotations().size()),
                    String.valueOf(call.getValueParameter() == null),
                    String.valueOf(call.getAnnotations().size()),
                    String.valueOf(call.unwrap(CacheKeyInvocationContext.class) == call)));
        }
    }

    /** A generator whose keys do not say what they are. */
    static class Mute implements CacheKeyGenerator {
        @Override
        public GeneratedCacheKey generateCacheKey(CacheKeyInvocationContext<? extends Annotation> call) {
            return new GeneratedCacheKey() {
                private static final long serialVersionUID = 1L;

                @Override
                public int hashCode() {
                    return Arrays.hashCode(call.getAllParameters());
                }

                @Override
                public boolean equals(Object other) {
                    return this == other;
                }
            };
        }
    }

    @ApplicationScoped
    @CacheDefaults(cacheName = "words", cacheKeyGenerator = Lower.class)
    public static class Words {
        private final AtomicInteger loads = new AtomicInteger();

        @CacheResult
        public String define(String word) {
            return word + " " + loads.incrementAndGet();
        }

        @CachePut
        public void put(String word, @CacheValue String meaning) {}

        @CacheRemove
        public void remove(String word) {}

        @CacheResult(cacheName = "whole", cacheKeyGenerator = Whole.class)
        public String whole(String reader, @CacheKey long id) {
            return reader + " " + loads.incrementAndGet();
        }

        @CacheResult(cacheName = "mute", cacheKeyGenerator = Mute.class)
        public String mute(String word) {
            return word + " " + loads.incrementAndGet();
        }

        @CacheRemove(cacheName = "mute", cacheKeyGenerator = Mute.class)
        public void muteNoMore(String word) {}
    }

    @ParameterizedTest
    @EnumSource
    void generatorThatIsABean_makesTheKeysOfAllMethodsOfTheClass(By extensions) {
        try (Application application = Application.of(extensions, Words.class, Lower.class, Case.class)) {
            Words words = application.get(Words.class);
            assertThat(words.define("Tea")).isEqualTo("Tea 1");
            assertThat(words.define("TEA")).isEqualTo("Tea 1");
            words.put("tEA", "a leaf");
            assertThat(words.define("tea")).isEqualTo("a leaf");
            words.remove("tEa");
            assertThat(words.define("tea")).isEqualTo("tea 2");
        }
    }

    @Test
    void generatorThatIsNoBean_isMadeAndSeesTheWholeCall() {
        try (Application application = Application.of(By.PORTABLE_EXTENSIONS, Words.class, Lower.class, Case.class)) {
            Words words = application.get(Words.class);
            assertThat(words.whole("ann", 1)).isEqualTo("ann 1");
            assertThat(words.whole("bob", 2)).isEqualTo("ann 1");
        }
        KeyContext call = new KeyContext(written("whole"), new Object[] {"ann", 1L}, new Words());
        assertThat(new Whole().generateCacheKey(call))
                .hasToString("Key[text=whole-whole-CacheResult-true-2-1-long-1-true-1-true]");
    }

    private static Written written(String name) {
        return Arrays.stream(Words.class.getMethods())
                .filter(method -> method.getName().equals(name))
                .map(method -> new Written(Words.class, method, method.getAnnotation(CacheResult.class)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void keyThatDoesNotWriteItself_leavesACallUncached_andRefusesARemoval() {
        try (Application application = Application.of(By.PORTABLE_EXTENSIONS, Words.class, Lower.class, Case.class)) {
            Words words = application.get(Words.class);
            assertThat(words.mute("tea")).isEqualTo("tea 1");
            assertThat(words.mute("tea")).isEqualTo("tea 2");
            assertThatThrownBy(() -> words.muteNoMore("tea"))
                    .isInstanceOf(CacheKeyException.class)
                    .hasMessageContaining("override toString");
        }
    }
}
