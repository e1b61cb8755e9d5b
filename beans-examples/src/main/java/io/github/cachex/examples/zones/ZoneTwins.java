// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.zones;

import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.CachexKey;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.h2.jdbcx.JdbcConnectionPool;

/** Answers from the database, slowly. Everything that makes it fast stands in two annotations. */
@ApplicationScoped
public class ZoneTwins {
    private static final String NAME = "select name from zone_name where zone = ? and language = ?";

    /** Compares each clock change of one zone with all others, without an index: a few hundred milliseconds. */
    private static final String TWINS = """
            select other.zone, n.name, count(*) as shared
              from transition own
              join transition other
                on other.at_second = own.at_second and other.offset_after = own.offset_after and other.zone <> own.zone
              join zone_name n on n.zone = other.zone and n.language = ?
             where own.zone = ?
             group by other.zone, n.name
             order by shared desc, other.zone
             fetch first 12 rows only
            """;

    private final String node = System.getProperty("example.node", "node");
    private final JdbcConnectionPool pool =
            JdbcConnectionPool.create(System.getProperty("example.database", ""), "", "");

    @CachexFetch(cache = "twins", key = "{zone}:{language}", ttl = "10m")
    public Twins of(@CachexKey("zone") String zone, @CachexKey("language") String language) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            note(connection, zone, language);
            return new Twins(zone, name(connection, zone, language), twins(connection, zone, language), node);
        }
    }

    @CachexInvalidate(cache = "twins", key = "{zone}:{language}")
    public void rename(
            @CachexKey("zone") String zone, @CachexKey("language") String language, @CachexKey("name") String name)
            throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement update =
                        connection.prepareStatement("update zone_name set name = ? where zone = ? and language = ?")) {
            update.setString(1, name);
            update.setString(2, zone);
            update.setString(3, language);
            update.executeUpdate();
        }
    }

    /** The database counts each run of the query, whatever Cachex says. */
    private void note(Connection connection, String zone, String language) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into load_log values (?, ?, ?)")) {
            insert.setString(1, node);
            insert.setString(2, zone);
            insert.setString(3, language);
            insert.executeUpdate();
        }
    }

    private static String name(Connection connection, String zone, String language) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(NAME)) {
            query.setString(1, zone);
            query.setString(2, language);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getString(1) : zone;
            }
        }
    }

    private static List<Twins.Twin> twins(Connection connection, String zone, String language) throws SQLException {
        List<Twins.Twin> twins = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(TWINS)) {
            query.setString(1, language);
            query.setString(2, zone);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    twins.add(new Twins.Twin(row.getString(1), row.getString(2), row.getInt(3)));
                }
            }
        }
        return twins;
    }

    @PreDestroy
    void close() {
        pool.dispose();
    }
}
