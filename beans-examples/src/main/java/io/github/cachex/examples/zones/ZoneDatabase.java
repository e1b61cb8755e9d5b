// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.zones;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.h2.tools.Server;

/** The slow source of the show: an H2 database in memory, which the other JVMs reach over a loopback port. */
final class ZoneDatabase implements AutoCloseable {
    private static final String LOCAL = "jdbc:h2:mem:zones;DB_CLOSE_DELAY=-1";

    private final Connection connection;
    private final Server server;
    private final String contents;

    private ZoneDatabase(Connection connection, Server server, String contents) {
        this.connection = connection;
        this.server = server;
        this.contents = contents;
    }

    static ZoneDatabase start() throws SQLException {
        System.setProperty("h2.bindAddress", "127.0.0.1");
        Connection connection = DriverManager.getConnection(LOCAL);
        String contents = ZoneData.load(connection);
        return new ZoneDatabase(
                connection, Server.createTcpServer("-tcpPort", "0").start(), contents);
    }

    /** Returns in words what is stored. */
    String contents() {
        return contents;
    }

    /** Returns the address for the other JVMs. */
    String url() {
        return "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/mem:zones";
    }

    /** Returns how often the slow query ran in all JVMs, as it wrote down itself. */
    int loads() throws SQLException {
        return count("select count(*) from load_log");
    }

    /** Returns for how many different questions the slow query ran. */
    int questions() throws SQLException {
        return count("select count(*) from (select distinct zone, language from load_log)");
    }

    /** Returns how often the slow query ran for one question. */
    int loads(String zone, String language) throws SQLException {
        return count("select count(*) from load_log where zone = ? and language = ?", zone, language);
    }

    private synchronized int count(String sql, String... arguments) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                query.setString(i + 1, arguments[i]);
            }
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        server.stop();
        connection.close();
    }
}
