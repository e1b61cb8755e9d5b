// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.cachex.jcache.Application.By;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Exceptions of methods that JSR-107 caches. */
class CachedExceptionsTest {
    /** An exception whose message it makes itself. */
    public static class Sealed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Sealed(String code) {
            super("code " + code);
        }
    }

    @ApplicationScoped
    public static class Files {
        private final AtomicInteger loads = new AtomicInteger();

        @CacheResult(
                cacheName = "files",
                exceptionCacheName = "missing",
                cachedExceptions = {IOException.class, NoSuchElementException.class, Sealed.class},
                nonCachedExceptions = FileNotFoundException.class)
        public String read(@CacheKey String name, Failing failing) throws IOException {
            loads.incrementAndGet();
            failing.fail();
            return name;
        }

        @CacheResult(cacheName = "others", exceptionCacheName = "missing of others")
        public String any(String name) {
            loads.incrementAndGet();
            throw new IllegalStateException("any: " + name);
        }

        @CacheResult(cacheName = "files", exceptionCacheName = "missing", skipGet = true)
        public String renew(@CacheKey String name, Failing failing) throws IOException {
            loads.incrementAndGet();
            failing.fail();
            return name;
        }

        int loads() {
            return loads.get();
        }

        @CacheRemoveAll(cacheName = "missing")
        public void forget() {}
    }

    /** How a load fails. */
    public enum Failing {
        NOT(IllegalStateException::new),
        READ(() -> new IOException("cannot read")),
        NOT_FOUND(() -> new FileNotFoundException("not there")),
        WITHOUT_MESSAGE(NoSuchElementException::new),
        SEALED(() -> new Sealed("7")),
        OTHERWISE(() -> new IllegalStateException("otherwise"));

        private final Supplier<? extends Exception> failure;

        Failing(Supplier<? extends Exception> failure) {
            this.failure = failure;
        }

        void fail() throws IOException {
            if (this == NOT) {
                return;
            }
            Exception thrown = failure.get();
            if (thrown instanceof IOException io) {
                throw io;
            }
            throw (RuntimeException) thrown;
        }
    }

    private static Throwable thrown(Files files, Failing failing) {
        return catchThrowable(() -> files.read("a", failing));
    }

    @ParameterizedTest
    @EnumSource
    void exceptionThatIsNamed_isThrownAgainWithItsClassAndMessage(By extensions) {
        try (Application application = Application.of(extensions, Files.class)) {
            Files files = application.get(Files.class);
            Throwable first = thrown(files, Failing.READ);
            Throwable second = thrown(files, Failing.READ);
            assertThat(second)
                    .isNotSameAs(first)
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessage("cannot read");
            assertThat(files.loads()).isEqualTo(1);
            files.forget();
            assertThat(thrown(files, Failing.READ)).hasMessage("cannot read");
            assertThat(files.loads()).isEqualTo(2);
        }
    }

    @Test
    void exceptionWithoutMessage_isThrownAgainWithoutOne() {
        try (Application application = Application.of(By.PORTABLE_EXTENSIONS, Files.class)) {
            Files files = application.get(Files.class);
            thrown(files, Failing.WITHOUT_MESSAGE);
            assertThat(thrown(files, Failing.WITHOUT_MESSAGE))
                    .isExactlyInstanceOf(NoSuchElementException.class)
                    .hasMessage(null);
            assertThat(files.loads()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NOT_FOUND", "OTHERWISE", "SEALED"})
    void exceptionThatIsNotNamed_orWouldComeBackAsAnother_isNotCached(Failing failing) {
        try (Application application = Application.of(By.PORTABLE_EXTENSIONS, Files.class)) {
            Files files = application.get(Files.class);
            thrown(files, failing);
            assertThat(thrown(files, failing)).hasMessage(failing.failure.get().getMessage());
            assertThat(files.loads()).isEqualTo(2);
        }
    }

    @Test
    void withoutNamedExceptions_allAreCached_inACacheWhoseNameIsMadeLegal() {
        try (Application application = Application.of(By.PORTABLE_EXTENSIONS, Files.class)) {
            Files files = application.get(Files.class);
            for (int i = 0; i < 2; i++) {
                assertThat(catchThrowable(() -> files.any("a")))
                        .isExactlyInstanceOf(IllegalStateException.class)
                        .hasMessage("any: a");
            }
            assertThat(files.loads()).isEqualTo(1);
        }
    }

    @Test
    void skipGet_looksForNoException_andStoresTheNewOne() throws IOException {
        try (Application application = Application.of(By.PORTABLE_EXTENSIONS, Files.class)) {
            Files files = application.get(Files.class);
            thrown(files, Failing.READ);
            assertThat(catchThrowable(() -> files.renew("a", Failing.OTHERWISE)))
                    .hasMessage("otherwise");
            assertThat(files.loads()).isEqualTo(2);
            assertThat(files.renew("a", Failing.NOT)).isEqualTo("a");
        }
    }
}
