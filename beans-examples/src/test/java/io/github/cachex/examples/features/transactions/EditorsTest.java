// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import com.arjuna.ats.jta.common.jtaPropertyManager;
import io.github.cachex.examples.features.Deployment;
import jakarta.enterprise.inject.Produces;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class EditorsTest {
    private final TransactionManager transactions = com.arjuna.ats.jta.TransactionManager.transactionManager();

    /** What a server has. */
    public static class Server {
        @Produces
        TransactionSynchronizationRegistry registry() {
            return jtaPropertyManager.getJTAEnvironmentBean().getTransactionSynchronizationRegistry();
        }
    }

    @Test
    void deletedPost_isCachedUntilTheCommit() throws Exception {
        try (Deployment deployment = Deployment.of(Editors.class, Server.class)) {
            Editors editors = deployment.get(Editors.class);
            assertThat(editors.find(1)).isPresent();
            transactions.begin();
            editors.delete(1);
            assertThat(editors.find(1)).isEmpty();
            assertThat(outside(() -> editors.find(1).isPresent())).isTrue();
            transactions.commit();
            assertThat(editors.find(1)).isEmpty();
        }
    }

    @Test
    void rolledBack_nothingChanges() throws Exception {
        try (Deployment deployment = Deployment.of(Editors.class, Server.class)) {
            Editors editors = deployment.get(Editors.class);
            var post = editors.find(1).orElseThrow();
            transactions.begin();
            editors.replace(post);
            editors.delete(1);
            transactions.rollback();
            assertThat(editors.find(1)).contains(post);
        }
    }

    private static <T> T outside(Callable<T> task) throws Exception {
        var thread = Executors.newSingleThreadExecutor();
        try {
            return thread.submit(task).get();
        } finally {
            thread.shutdown();
        }
    }
}
