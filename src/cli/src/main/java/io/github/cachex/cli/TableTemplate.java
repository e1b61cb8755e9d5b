// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A template of the table in DynamoDB: the file that the backend's jar has, which this program has too. */
enum TableTemplate {
    CLOUDFORMATION("cloudformation.yaml", "TableName: ", ""),
    /** Takes the resources of CloudFormation as they are, behind a line of its own. */
    SAM("cloudformation.yaml", "TableName: ", "Transform: AWS::Serverless-2016-10-31\n"),
    TERRAFORM("terraform.tf", "name         = ", "");

    /** The table in the files. */
    static final String TABLE = "cachex";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{3,255}");

    private final String file;
    private final String before;
    private final String head;

    TableTemplate(String file, String before, String head) {
        this.file = file;
        this.before = before;
        this.head = head;
    }

    static List<String> names() {
        return Arrays.stream(values())
                .map(one -> one.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** Returns the one called {@code name}, one of {@link #names}. */
    static TableTemplate of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** Returns whether {@code name} may be the name of a table. */
    static boolean isTable(String name) {
        return NAME.matcher(name).matches();
    }

    /** Returns the template of {@code table}. */
    String text(String table) {
        try (InputStream in = TableTemplate.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is not in this program");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Matcher name = Pattern.compile(Pattern.quote(before) + "(\"?)" + TABLE + "\\b")
                    .matcher(text);
            return head + name.replaceFirst(Matcher.quoteReplacement(before) + "$1" + Matcher.quoteReplacement(table));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
