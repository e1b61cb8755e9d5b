// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.types;

import io.github.cachex.tck.transactions.Jta;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.List;

/** The beans, one of each scope. */
final class Beans {
    static final List<Class<? extends Answers>> OF_EVERY_SCOPE =
            List.of(OfApplication.class, OfRequest.class, OfOwner.class, One.class);

    private Beans() {}

    /** Lives with the application. */
    @ApplicationScoped
    public static class OfApplication extends Answers {}

    /** Lives with a request. */
    @RequestScoped
    public static class OfRequest extends Answers {}

    /** Lives with whoever has it. */
    @Dependent
    public static class OfOwner extends Answers {}

    /** Lives with the application, without a proxy. */
    @Singleton
    public static class One extends Answers {}

    /** Tells of transactions. */
    @ApplicationScoped
    public static class Registry {
        @Produces
        TransactionSynchronizationRegistry registry() {
            return Jta.registry();
        }
    }
}
