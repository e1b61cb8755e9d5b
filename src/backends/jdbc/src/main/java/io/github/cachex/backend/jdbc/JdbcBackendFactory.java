// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.jdbc;

import io.github.cachex.backend.cas.CasBackend;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.BackendContext;
import io.github.cachex.spi.BackendFactory;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.ConfigKey;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/** Makes the backend that is meant where a DataSource or an address of a database is configured. */
public final class JdbcBackendFactory implements BackendFactory {
    private static final Duration AT_START = Duration.ofSeconds(5);

    @Override
    public String type() {
        return SqlCalls.TYPE;
    }

    @Override
    public List<ConfigKey> keys() {
        return JdbcKeys.all();
    }

    @Override
    public boolean isMeant(BackendContext context) {
        return context.text(JdbcKeys.DATASOURCE).isPresent()
                || context.text(JdbcKeys.URL).isPresent();
    }

    @Override
    public boolean othersMayWrite() {
        return true;
    }

    @Override
    public CacheBackend create(BackendContext context) {
        String table = context.text(JdbcKeys.TABLE).orElseThrow();
        if (!Dialect.isTable(table)) {
            context.problem(
                    JdbcKeys.TABLE,
                    "is no name of a table",
                    "write letters, digits and underscores, such as app.cachex_entry");
        }
        boolean isTableMade = isTrue(context, JdbcKeys.CREATE_TABLE);
        int most = (int) context.number(JdbcKeys.POOL_MAX, 1, 1_000);
        Duration sweep = context.duration(JdbcKeys.SWEEP, Duration.ofSeconds(1));
        Optional<Dialect> said = database(context);
        Optional<Connections> connections = connections(context, most);
        if (connections.isEmpty() || context.hasProblems()) {
            connections.ifPresent(Connections::close);
            throw noted();
        }
        SqlCalls calls = new SqlCalls(connections.get(), most);
        try {
            return create(context, calls, new Examination(calls, table, isTableMade), said, sweep);
        } catch (RuntimeException e) {
            calls.close();
            throw e;
        }
    }

    private static IllegalStateException noted() {
        return new IllegalStateException("the configuration of JDBC has problems, which have been noted");
    }

    private static boolean isTrue(BackendContext context, ConfigKey key) {
        String text = context.text(key).orElseThrow();
        if (!List.of("true", "false").contains(text)) {
            context.problem(key, "is neither true nor false", "write true or false");
        }
        return text.equals("true");
    }

    /** Returns the one that is said, or that the address says. */
    private static Optional<Dialect> database(BackendContext context) {
        Optional<String> text = context.text(JdbcKeys.DATABASE);
        if (text.isEmpty()) {
            return context.text(JdbcKeys.URL).map(url -> Dialect.of(url.replaceAll("^jdbc:([a-z0-9]*):.*", "$1")));
        }
        Optional<Dialect> named = text.get().equals("other") ? Optional.of(Dialect.OTHER) : Dialect.named(text.get());
        if (named.isEmpty()) {
            context.problem(
                    JdbcKeys.DATABASE,
                    "is none of those known",
                    "write one of " + String.join(", ", Dialect.names()) + ", other");
        }
        return named;
    }

    private static Optional<Connections> connections(BackendContext context, int most) {
        Optional<DataSource> handedIn = context.client(DataSource.class);
        Optional<String> name = context.text(JdbcKeys.DATASOURCE);
        Optional<String> url = context.text(JdbcKeys.URL);
        if (handedIn.isPresent()) {
            return handedIn.map(LentConnections::new);
        }
        if (name.isPresent() && url.isPresent()) {
            context.problem(
                    JdbcKeys.DATASOURCE,
                    "stands beside " + JdbcKeys.URL.name(),
                    "keep one of them: a DataSource has an address of its own");
            return Optional.empty();
        }
        if (name.isPresent()) {
            return looked(context, name.get());
        }
        if (url.isEmpty()) {
            context.problem(
                    JdbcKeys.DATASOURCE,
                    "is not set, and " + JdbcKeys.URL.name() + " is not either",
                    "name a DataSource, or an address");
            return Optional.empty();
        }
        return pool(context, url.get(), most);
    }

    @SuppressWarnings("BanJNDI") // the name is the operator's, and leads to no other machine
    private static Optional<Connections> looked(BackendContext context, String name) {
        if (name.contains(":") && !name.startsWith("java:")) {
            context.problem(
                    JdbcKeys.DATASOURCE, "leads elsewhere", "write a name of this server's, such as java:/jdbc/cachex");
            return Optional.empty();
        }
        try {
            Object found = InitialContext.doLookup(name);
            if (found instanceof DataSource source) {
                return Optional.of(new LentConnections(source));
            }
            context.problem(
                    JdbcKeys.DATASOURCE, "names a " + found.getClass().getName(), "name a javax.sql.DataSource");
        } catch (NamingException | RuntimeException | LinkageError e) {
            context.problem(
                    JdbcKeys.DATASOURCE,
                    "names nothing that is there: " + SqlCalls.said(e),
                    "write its JNDI name, such as java:/jdbc/cachex, and let the server have it");
        }
        return Optional.empty();
    }

    private static Optional<Connections> pool(BackendContext context, String url, int most) {
        try {
            return Optional.of(new OwnPool(url, context.text(JdbcKeys.USER), context.text(JdbcKeys.PASSWORD), most));
        } catch (NoClassDefFoundError e) {
            context.problem(
                    JdbcKeys.URL,
                    "wants a pool, and HikariCP is not there",
                    "add com.zaxxer:HikariCP, or name a DataSource");
        } catch (RuntimeException e) {
            context.problem(
                    JdbcKeys.URL,
                    "is taken by no driver on the class path",
                    "add the database's JDBC driver, and write an address such as jdbc:postgresql://host/database");
        }
        return Optional.empty();
    }

    private static CacheBackend create(
            BackendContext context, SqlCalls calls, Examination examination, Optional<Dialect> said, Duration sweep) {
        boolean isExamined = false;
        Optional<Dialect> dialect = said;
        try {
            Examination.Found found = examination.look(CallBudget.of(AT_START));
            isExamined = true;
            if (said.filter(one -> one != found.dialect()).isPresent()) {
                context.problem(JdbcKeys.DATABASE, "is not what answers", "leave it out, or write what it is");
            }
            dialect = Optional.of(found.dialect());
            found.mistake().ifPresent(mistake -> context.problem(JdbcKeys.TABLE, mistake.problem(), mistake.remedy()));
        } catch (CacheBackendException e) {
            if (said.isEmpty()) {
                context.problem(
                        JdbcKeys.DATABASE,
                        "is not set, and the database does not say what it is: " + SqlCalls.said(e),
                        "write what it is, so that the application starts without it");
            }
        }
        if (context.hasProblems()) {
            throw noted();
        }
        ServerClock server = new ServerClock(context.clock());
        boolean isPostgres = dialect.orElseThrow() == Dialect.POSTGRESQL;
        Clock clock = isPostgres ? server : context.clock();
        JdbcStore store = isPostgres
                ? new PostgresStore(calls, examination, context.namespace(), server)
                : new JdbcStore(calls, examination, dialect.get());
        if (isExamined && context.text(JdbcKeys.URL).isEmpty()) {
            examination
                    .transactions(store, CallBudget.of(AT_START))
                    .ifPresent(mistake -> context.problem(JdbcKeys.DATASOURCE, mistake.problem(), mistake.remedy()));
            if (context.hasProblems()) {
                throw noted();
            }
        }
        store.startSweeping(clock, sweep);
        return new CasBackend(SqlCalls.TYPE, store, clock);
    }
}
