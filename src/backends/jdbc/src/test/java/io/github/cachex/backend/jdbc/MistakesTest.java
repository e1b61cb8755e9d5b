// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.testkit.BackendSettings;
import io.github.cachex.testkit.Show;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong in a configuration, or with a table, is said at the start: with key, cause and remedy. */
class MistakesTest {
    private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";

    private void sql(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
                Statement statement = connection.createStatement()) {
            for (String text : statements) {
                statement.execute(text);
            }
        }
    }

    private BackendSettings settings() {
        return BackendSettings.of("jdbc", "url", url, "user", "sa");
    }

    private static void assertRefused(BackendSettings settings, String... said) {
        assertThatThrownBy(() -> new JdbcBackendFactory().create(settings)).isInstanceOf(IllegalStateException.class);
        assertThat(settings.problems()).singleElement().asString().contains(said);
    }

    static Stream<Arguments> wrongSettings() {
        return Stream.of(
                Arguments.of(
                        BackendSettings.of("jdbc", "url", "jdbc:h2:mem:x", "table", "a b"),
                        "cachex.backend.jdbc.table",
                        "app.cachex_entry"),
                Arguments.of(
                        BackendSettings.of("jdbc", "url", "jdbc:h2:mem:x", "create-table", "yes"),
                        "cachex.backend.jdbc.create-table",
                        "true or false"),
                Arguments.of(
                        BackendSettings.of("jdbc", "url", "jdbc:h2:mem:x", "database", "oracle"),
                        "cachex.backend.jdbc.database",
                        "postgresql, mariadb, h2, other"),
                Arguments.of(
                        BackendSettings.of("jdbc", "url", "jdbc:none:x"),
                        "cachex.backend.jdbc.url",
                        "add the database's JDBC driver"),
                Arguments.of(BackendSettings.of("jdbc"), "cachex.backend.jdbc.datasource", "is not set"),
                Arguments.of(
                        BackendSettings.of("jdbc", "url", "jdbc:h2:mem:x", "datasource", "java:/x"),
                        "cachex.backend.jdbc.datasource",
                        "stands beside cachex.backend.jdbc.url"),
                Arguments.of(
                        BackendSettings.of("jdbc", "datasource", "java:/nowhere"),
                        "cachex.backend.jdbc.datasource",
                        "names nothing that is there"),
                Arguments.of(
                        BackendSettings.of("jdbc", "datasource", "ldap://elsewhere/x"),
                        "cachex.backend.jdbc.datasource",
                        "leads elsewhere"));
    }

    @ParameterizedTest
    @MethodSource("wrongSettings")
    void wrongSetting_isNamedWithItsRemedy(BackendSettings settings, String key, String said) {
        assertRefused(settings, key, said);
    }

    @Test
    void severalMistakes_areSaidAtOnce() {
        BackendSettings settings = BackendSettings.of(
                "jdbc", "url", "jdbc:h2:mem:x", "table", "a b", "create-table", "yes", "database", "oracle");
        assertThatThrownBy(() -> new JdbcBackendFactory().create(settings)).isInstanceOf(IllegalStateException.class);
        assertThat(settings.problems()).hasSize(3);
    }

    @Test
    void missingTable_isNamedWithBothRemedies() {
        assertRefused(settings(), "cachex.backend.jdbc.table", "cannot be read", "cachex schema", "create-table=true");
    }

    @Test
    void foreignTable_isRefused() throws SQLException {
        sql("CREATE TABLE cachex_entry (a int)");
        assertRefused(settings(), "cannot be read");
        assertRefused(settings().with("create-table", "true"), "could not be made");
    }

    @Test
    void otherFormat_isRefused() throws SQLException {
        new JdbcBackendFactory().create(settings().with("create-table", "true")).close();
        sql("UPDATE cachex_entry SET version = 7");
        assertRefused(settings(), "has format 7, and this release knows 1");
        sql("DELETE FROM cachex_entry");
        assertRefused(settings(), "has no row that tells its format");
    }

    @Test
    void userWithoutRights_isToldWhichToGive() throws SQLException {
        new JdbcBackendFactory().create(settings().with("create-table", "true")).close();
        sql("CREATE USER reader PASSWORD 'x'", "GRANT SELECT ON cachex_entry TO reader");
        String plain = url.substring(0, url.indexOf(';')); // who is no admin may not set what the rest says
        assertRefused(
                BackendSettings.of("jdbc", "url", plain, "user", "reader", "password", "x"),
                "cannot be written",
                "insert, update and delete");
    }

    @Test
    void anotherDatabaseThanWasSaid_isRefused() throws SQLException {
        new JdbcBackendFactory().create(settings().with("create-table", "true")).close();
        assertRefused(settings().with("database", "mariadb"), "cachex.backend.jdbc.database", "is not what answers");
    }

    @Test
    void dataSourceThatDoesNotAnswer_isNamed_unlessItIsSaidWhatItIs() {
        JdbcDataSource source = new JdbcDataSource();
        source.setUrl("jdbc:h2:tcp://127.0.0.1:1/none");
        assertRefused(
                BackendSettings.of("jdbc").client(source), "cachex.backend.jdbc.database", "does not say what it is");
        try (CacheBackend backend = new JdbcBackendFactory()
                .create(BackendSettings.of("jdbc", "database", "h2").client(source))) {
            assertThatThrownBy(() -> backend.contact(CallBudget.of(Duration.ofSeconds(10))))
                    .isInstanceOf(CacheBackendException.class);
        }
    }

    @Test
    void handedInDataSource_isUsedAndLeftOpen() throws SQLException {
        JdbcDataSource source = new JdbcDataSource();
        source.setUrl(url);
        source.setUser("sa");
        try (CacheBackend backend = new JdbcBackendFactory()
                .create(BackendSettings.of("jdbc", "create-table", "true").client(source))) {
            assertThat(backend.contact(CallBudget.of(Duration.ofSeconds(10))).orElseThrow())
                    .contains("H2 at jdbc:h2:mem:", "version 2.")
                    .doesNotContain("DB_CLOSE_DELAY");
            assertThat(backend.read(new EntryKey("tck:1", "a", "b"), CallBudget.of(Duration.ofSeconds(10))))
                    .isEmpty();
        }
        try (Connection connection = source.getConnection()) {
            assertThat(connection.isClosed()).isFalse();
        }
    }

    @Test
    void scripts_areThereForEachDatabaseThatIsKnown() {
        for (String name : Dialect.names()) {
            String script = Dialect.named(name).orElseThrow().schema("app.entries");
            assertThat(script)
                    .contains("CREATE", "app.entries (", "entries_space", "entries_gone")
                    .doesNotContain("cachex_entry");
        }
        Show.exactly("schemas jdbc", Dialect.names().size(), 3, "databases");
    }
}
