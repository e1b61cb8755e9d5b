// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The scripts, each a resource of its name, all beginning with {@code common.lua}. */
enum Script {
    TIME("time", false),
    ACQUIRE("acquire", true),
    STORE("store", false),
    RELEASE("release", false),
    RENEW("renew", false),
    WRITE("write", true),
    WRITE_IF_ABSENT("writeIfAbsent", true),
    REMOVE("remove", true),
    TOUCH("touch", true),
    INVALIDATE("invalidate", false);

    private final String operation;
    private final boolean deadlined;
    private final byte[] text;
    private final byte[] hash;

    Script(String name, boolean deadlined) {
        this.operation = name;
        this.deadlined = deadlined;
        this.text = (resource("common") + resource(name)).getBytes(StandardCharsets.UTF_8);
        this.hash = sha1(text);
    }

    /** Returns the name of the operation that it carries out. */
    String operation() {
        return operation;
    }

    /** Returns whether it must do nothing once its caller has given up; the others are right at any time. */
    boolean hasDeadline() {
        return deadlined;
    }

    byte[] text() {
        return text;
    }

    /** Returns the name by which Redis knows the script once it has run it. */
    byte[] hash() {
        return hash;
    }

    private static String resource(String name) {
        try (InputStream resource = Script.class.getResourceAsStream(name + ".lua")) {
            if (resource == null) {
                throw new IllegalStateException("the jar lacks " + name + ".lua");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] sha1(byte[] text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text);
            return HexFormat.of().formatHex(digest).getBytes(StandardCharsets.US_ASCII);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
