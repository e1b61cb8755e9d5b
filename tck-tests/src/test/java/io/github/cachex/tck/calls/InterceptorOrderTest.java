// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CachexFetch;
import io.github.cachex.cdi.bootstrap.CachexExtension;
import io.github.cachex.testkit.Show;
import io.smallrye.config.inject.ConfigExtension;
import io.smallrye.faulttolerance.FaultToleranceExtension;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.hibernate.validator.cdi.ValidationExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What runs before the cache, and what behind it, on one method that has it all. */
class InterceptorOrderTest {
    private static final int CALLS = 10_000;

    private SeContainer container;
    private Accounts accounts;

    /** Marks what not everybody may call. */
    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Guarded {}

    /** Refuses callers where the container's own guards stand. */
    @Guarded
    @Interceptor
    @Priority(Interceptor.Priority.PLATFORM_BEFORE)
    public static class Guard {
        static final ThreadLocal<Boolean> ALLOWED = ThreadLocal.withInitial(() -> true);

        /** Lets the call pass, or throws. */
        @AroundInvoke
        public Object check(InvocationContext call) throws Exception {
            if (!ALLOWED.get()) {
                throw new SecurityException("not yours");
            }
            return call.proceed();
        }
    }

    /** Knows accounts, and is out of order now and then. */
    @ApplicationScoped
    public static class Accounts {
        private final AtomicInteger loads = new AtomicInteger();
        private final AtomicInteger failures = new AtomicInteger();

        public int loads() {
            return loads.get();
        }

        public void failNext(int count) {
            failures.set(count);
        }

        @Guarded
        @CachexFetch(cache = "accounts", key = "account:{0}")
        @Retry(maxRetries = 3, delay = 0, jitter = 0)
        @Timeout(10_000)
        @CircuitBreaker(requestVolumeThreshold = 100)
        @Size(min = 3)
        public String find(@Size(min = 2, max = 9) String id) {
            loads.incrementAndGet();
            if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IllegalStateException("out of order");
            }
            return "of " + id;
        }
    }

    @BeforeEach
    void start() {
        container = SeContainerInitializer.newInstance()
                .disableDiscovery() // the example's beans are on this class path too
                .addExtensions(
                        new CachexExtension(),
                        new ConfigExtension(),
                        new FaultToleranceExtension(),
                        new ValidationExtension())
                .addBeanClasses(Accounts.class, Guard.class)
                .initialize();
        accounts = container.select(Accounts.class).get();
    }

    @AfterEach
    void stop() {
        Guard.ALLOWED.remove();
        container.close();
    }

    @Test
    void cachedValue_isNotServedToWhomAGuardRefuses() {
        int served = 0;
        for (int i = 0; i < CALLS; i++) {
            Guard.ALLOWED.set(true);
            assertThat(accounts.find("eve")).isEqualTo("of eve");
            Guard.ALLOWED.set(false);
            try {
                accounts.find("eve");
                served++;
            } catch (SecurityException e) {
                // As it should be.
            }
        }
        assertThat(accounts.loads()).isEqualTo(1);
        Show.exactly("security", served, 0, "refused callers served from the cache, of " + CALLS);
    }

    @Test
    void retries_areInsideOfOneLoad() {
        accounts.failNext(2);

        assertThat(accounts.find("bob")).isEqualTo("of bob");
        assertThat(accounts.find("bob")).isEqualTo("of bob");
        assertThat(accounts.loads()).isEqualTo(3);
    }

    @Test
    void failureThatRetriesDoNotMend_isTheCallers() {
        accounts.failNext(4);

        assertThatThrownBy(() -> accounts.find("joe"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("out of order");
        assertThat(accounts.find("joe")).isEqualTo("of joe");
    }

    @Test
    void wrongArgument_isNeverAnswered() {
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> accounts.find("x")).isInstanceOf(ConstraintViolationException.class);
        }
        assertThat(accounts.loads()).isZero();
    }
}
