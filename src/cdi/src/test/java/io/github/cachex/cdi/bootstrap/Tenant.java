// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import java.util.Map;
import org.eclipse.microprofile.context.ThreadContext;
import org.eclipse.microprofile.context.spi.ThreadContextProvider;
import org.eclipse.microprofile.context.spi.ThreadContextSnapshot;

/** Whom a thread works for: a context of an application's own, and a transaction that must not go along. */
final class Tenant {
    private static final ThreadLocal<String> CURRENT = ThreadLocal.withInitial(() -> "nobody");
    private static final ThreadLocal<String> TRANSACTION = ThreadLocal.withInitial(() -> "none");

    private Tenant() {}

    static String current() {
        return CURRENT.get();
    }

    static String transaction() {
        return TRANSACTION.get();
    }

    static void set(String tenant, String transaction) {
        CURRENT.set(tenant);
        TRANSACTION.set(transaction);
    }

    static void clear() {
        CURRENT.remove();
        TRANSACTION.remove();
    }

    private static ThreadContextSnapshot snapshot(ThreadLocal<String> local, String value) {
        return () -> {
            String before = local.get();
            local.set(value);
            return () -> local.set(before);
        };
    }

    /** Takes the tenant along. */
    public static final class Provider implements ThreadContextProvider {
        @Override
        public ThreadContextSnapshot currentContext(Map<String, String> properties) {
            return snapshot(CURRENT, CURRENT.get());
        }

        @Override
        public ThreadContextSnapshot clearedContext(Map<String, String> properties) {
            return snapshot(CURRENT, "nobody");
        }

        @Override
        public String getThreadContextType() {
            return "Tenant";
        }
    }

    /** Stands for the provider of a transaction service. */
    public static final class Transactions implements ThreadContextProvider {
        @Override
        public ThreadContextSnapshot currentContext(Map<String, String> properties) {
            return snapshot(TRANSACTION, TRANSACTION.get());
        }

        @Override
        public ThreadContextSnapshot clearedContext(Map<String, String> properties) {
            return snapshot(TRANSACTION, "cleared");
        }

        @Override
        public String getThreadContextType() {
            return ThreadContext.TRANSACTION;
        }
    }
}
