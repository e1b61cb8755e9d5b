// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.bootstrap;

import io.github.cachex.core.transaction.Transactions;
import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.LogMessage;
import java.util.Optional;
import java.util.function.Function;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Finds the transactions that the runtime manages, where it manages any; JTA itself need not be there. */
final class ServerTransactions {
    private static final LineLogger LOG = LineLogger.named("io.github.cachex");
    private static final String TYPE = "jakarta.transaction.TransactionSynchronizationRegistry";
    private static final String NAME = "java:comp/TransactionSynchronizationRegistry";

    private ServerTransactions() {}

    /**
     * Returns the runtime's transactions: by the registry that is a bean, else by the one that the platform gives a name. Asked
     * while the application starts: later a thread may not see its {@code java:comp}.
     *
     * @param bean finds the bean of a type
     */
    static Transactions find(Function<Class<?>, Optional<?>> bean) {
        try {
            Class<?> type = Class.forName(TYPE, false, ServerTransactions.class.getClassLoader());
            Optional<?> registry = bean(type, bean);
            return registry.isPresent()
                    ? JtaTransactions.over(registry.get())
                    : named().filter(type::isInstance)
                            .map(JtaTransactions::over)
                            .orElse(Transactions.NONE);
        } catch (ClassNotFoundException | LinkageError e) {
            return Transactions.NONE;
        }
    }

    private static Optional<?> bean(Class<?> type, Function<Class<?>, Optional<?>> bean) {
        try {
            return bean.apply(type);
        } catch (RuntimeException e) {
            LOG.log(LogMessage.TRANSACTIONS_UNMADE.with(TYPE), e);
            return Optional.empty();
        }
    }

    @SuppressWarnings("BanJNDI") // the name is the platform's own, nobody's input
    private static Optional<Object> named() {
        try {
            return Optional.ofNullable(InitialContext.doLookup(NAME));
        } catch (NamingException | RuntimeException | LinkageError e) {
            // Java SE, or a server without it.
            return Optional.empty();
        }
    }
}
