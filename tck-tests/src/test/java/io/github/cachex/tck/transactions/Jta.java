// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.transactions;

import com.arjuna.ats.arjuna.common.ObjectStoreEnvironmentBean;
import com.arjuna.ats.internal.arjuna.objectstore.VolatileStore;
import com.arjuna.ats.jta.common.jtaPropertyManager;
import com.arjuna.common.internal.util.propertyservice.BeanPopulator;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.XAConnection;
import javax.sql.XADataSource;

/** A transaction manager that leaves no files, and connections that take part in its transactions. */
public final class Jta {
    static {
        for (String store : new String[] {null, "stateStore", "communicationStore"}) {
            BeanPopulator.getNamedInstance(ObjectStoreEnvironmentBean.class, store)
                    .setObjectStoreType(VolatileStore.class.getName());
        }
    }

    private Jta() {}

    /** Returns the manager. */
    public static TransactionManager manager() {
        return com.arjuna.ats.jta.TransactionManager.transactionManager();
    }

    /** Returns what tells of the calling thread's transaction. */
    public static TransactionSynchronizationRegistry registry() {
        return jtaPropertyManager.getJTAEnvironmentBean().getTransactionSynchronizationRegistry();
    }

    /** Returns the connection of the calling thread's transaction to {@code source}, with that {@code isolation}. */
    static Connection connection(XADataSource source, int isolation) throws Exception {
        if (registry().getResource(source) instanceof Connection known) {
            return known;
        }
        XAConnection joining = source.getXAConnection();
        Connection connection = joining.getConnection();
        connection.setTransactionIsolation(isolation);
        manager().getTransaction().enlistResource(joining.getXAResource());
        registry().putResource(source, connection);
        registry().registerInterposedSynchronization(new Closing(joining));
        return connection;
    }

    private record Closing(XAConnection connection) implements Synchronization {
        @Override
        public void beforeCompletion() {}

        @Override
        public void afterCompletion(int status) {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
