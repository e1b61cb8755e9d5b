// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheKey;
import io.github.cachex.cli.Running.Ended;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What makes the table of a store, printed without one. */
class SchemaTest {
    private static String printed(String... arguments) throws Exception {
        Ended ended = OwnShell.with(Map.of()).run(arguments);
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.err()).isEmpty();
        return ended.out();
    }

    private static String refused(String... arguments) throws Exception {
        Ended ended = OwnShell.with(Map.of()).run(arguments);
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        return ended.err();
    }

    @Test
    void statements_makeTheTableThatIsNamed() throws Exception {
        assertThat(printed("schema", "postgresql", "--table", "app.entries"))
                .contains("CREATE UNLOGGED TABLE IF NOT EXISTS app.entries (", "entries_gone ON app.entries")
                .doesNotContain("cachex_entry");
        assertThat(printed("schema", "MariaDB", "--format", "sql")).contains("ENGINE = InnoDB", "cachex_entry");
    }

    @Test
    void tableOfH2_isOneThatTheBackendAccepts() throws Exception {
        String url = "jdbc:h2:mem:schema;DB_CLOSE_DELAY=-1";
        try (Connection connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute(printed("schema", "h2", "--table", "entries"));
            Map<String, String> properties = Map.of(
                    "cachex.backend.jdbc.url", url, "cachex.backend.jdbc.table", "entries", "cachex.prefix", "blog");
            try (Application application = Application.over(properties)) {
                application.cache("posts").put(CacheKey.of("1", String.class), "one");
                assertThat(application.cache("posts").get(CacheKey.of("1", String.class)))
                        .contains("one");
            }
            statement.execute("SHUTDOWN");
        }
    }

    @Test
    void templates_nameTheTable() throws Exception {
        assertThat(printed("schema", "dynamodb", "--table", "blog-entries"))
                .contains("Type: AWS::DynamoDB::Table", "TableName: blog-entries\n")
                .doesNotContain("Transform");
        assertThat(printed("schema", "dynamodb", "--format", "sam"))
                .startsWith("Transform: AWS::Serverless-2016-10-31\n")
                .contains("TableName: cachex\n");
        assertThat(printed("schema", "dynamodb", "--format", "terraform", "--table", "blog-entries.x"))
                .contains("resource \"aws_dynamodb_table\" \"cachex\"", "name         = \"blog-entries.x\"");
    }

    @Test
    void mistakes_areNamedWithTheirRemedy() throws Exception {
        assertThat(refused("schema", "oracle"))
                .contains("oracle: no such store has a table; write one of dynamodb, postgresql, mariadb, h2");
        assertThat(refused("schema", "h2", "--table", "x; DROP TABLE y"))
                .contains("--table=x; DROP TABLE y: is no name of a table; write letters, digits and underscores");
        assertThat(refused("schema", "dynamodb", "--table", "a b"))
                .contains("--table=a b: is no name of a table; write 3 to 255 letters");
        assertThat(refused("schema", "h2", "--format", "terraform")).contains("--format=terraform: h2 has sql");
        assertThat(refused("schema", "dynamodb", "--format", "sql"))
                .contains("--format=sql: dynamodb has cloudformation, sam, terraform");
        assertThat(refused("schema")).contains("STORE");
    }
}
