// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.zones;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** The records of the show: every time zone of the JDK, its names, and each time that its clocks were changed. */
final class ZoneData {
    static final List<String> LANGUAGES = List.of("en", "de", "fr", "ja");

    private ZoneData() {}

    /** Creates the tables, fills them, and returns in words what is there. */
    static String load(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // No index on the transitions: the query over them is meant to be as slow as queries get in real life.
            statement.execute("create table transition (zone varchar, at_second bigint, offset_after int)");
            statement.execute(
                    "create table zone_name (zone varchar, language varchar, name varchar, primary key (zone, language))");
            statement.execute("create table load_log (node varchar, zone varchar, language varchar)");
        }
        TreeSet<String> zones = new TreeSet<>(ZoneId.getAvailableZoneIds());
        int transitions = loadTransitions(connection, zones);
        int names = loadNames(connection, zones);
        return "%,d time zones, %,d clock changes, %,d names".formatted(zones.size(), transitions, names);
    }

    private static int loadTransitions(Connection connection, TreeSet<String> zones) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into transition values (?, ?, ?)")) {
            int rows = 0;
            for (String zone : zones) {
                for (ZoneOffsetTransition transition :
                        ZoneId.of(zone).getRules().getTransitions()) {
                    insert.setString(1, zone);
                    insert.setLong(2, transition.toEpochSecond());
                    insert.setInt(3, transition.getOffsetAfter().getTotalSeconds());
                    insert.addBatch();
                    rows++;
                }
            }
            insert.executeBatch();
            return rows;
        }
    }

    private static int loadNames(Connection connection, TreeSet<String> zones) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into zone_name values (?, ?, ?)")) {
            for (String language : LANGUAGES) {
                Locale locale = Locale.forLanguageTag(language);
                for (String zone : zones) {
                    insert.setString(1, zone);
                    insert.setString(2, language);
                    insert.setString(3, ZoneId.of(zone).getDisplayName(TextStyle.FULL, locale));
                    insert.addBatch();
                }
            }
            insert.executeBatch();
            return LANGUAGES.size() * zones.size();
        }
    }
}
