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
import java.util.Optional;

/** The scripts, each a resource of its name, all beginning with {@code common.lua}, those for marks then with {@code tags.lua}. */
enum Script {
    TIME("time", false),
    ACQUIRE("acquire", true, Repeat.IF_UNSENT),
    STORE("store", false),
    RELEASE("release", false),
    RENEW("renew", false),
    WRITE("write", true, Repeat.UNTIL_OVER),
    WRITE_IF_ABSENT("writeIfAbsent", true, Repeat.UNTIL_OVER),
    REMOVE("remove", true, Repeat.UNTIL_OVER),
    TOUCH("touch", true, Repeat.UNTIL_OVER),
    REPLACE("replace", true, Repeat.UNTIL_OVER),
    SLIDE("slide", true),
    INVALIDATE("invalidate", false),
    EXPIRE("expire", false),
    DISCARD("discard", false),
    INCREMENT("increment", true, Repeat.IF_UNSENT),
    MARK("mark", false, Repeat.AT_ONCE, "tags"),
    SYNC("sync", false, Repeat.AT_ONCE, "tags"),
    PEEK("peek", false, Repeat.AT_ONCE, "tags");

    private final String operation;
    private final boolean deadlined;
    private final Repeat repeat;
    private final byte[] text;
    private final byte[] hash;

    Script(String name, boolean deadlined) {
        this(name, deadlined, Repeat.AT_ONCE);
    }

    Script(String name, boolean deadlined, Repeat repeat, String... beginnings) {
        this.operation = name;
        this.deadlined = deadlined;
        this.repeat = repeat;
        StringBuilder parts = new StringBuilder(resource("common"));
        for (String beginning : beginnings) {
            parts.append(resource(beginning));
        }
        this.text = parts.append(resource(name)).toString().getBytes(StandardCharsets.UTF_8);
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

    /** Returns whether its third key is that of {@link Names#removed}. */
    boolean knowsRemoved() {
        return this == WRITE || this == WRITE_IF_ABSENT || this == REMOVE || this == REPLACE;
    }

    /** Returns whether it may be sent again after a lost answer. */
    Repeat repeat() {
        return repeat;
    }

    /** Returns where its answer says whether others were told, if the answer goes that far; zero for one that tells nobody. */
    int toldAt() {
        return switch (this) {
            case STORE, WRITE, WRITE_IF_ABSENT, REMOVE, TOUCH, REPLACE, INVALIDATE, EXPIRE -> 2;
            case MARK -> 6;
            default -> 0;
        };
    }

    /** Returns where its answer says that Redis refused a write which it can do without, if the answer goes that far. */
    private int refusedAt() {
        return this == ACQUIRE || this == PEEK ? 6 : 0;
    }

    /** Returns with which words Redis refused a write that {@code answer} can do without. */
    Optional<String> refusal(ScriptReply answer) {
        int at = refusedAt();
        return at > 0 && answer.parts().size() > at ? Optional.of(answer.text(at)) : Optional.empty();
    }

    /** Returns whether {@code answer} shows that this Redis takes writes. */
    boolean shows(ScriptReply answer) {
        return switch (this) {
            case INVALIDATE, EXPIRE, MARK -> true;
            case ACQUIRE -> !answer.isLate() && answer.text(4).equals("W");
            case PEEK -> refusal(answer).isEmpty();
            default -> false;
        };
    }

    byte[] text() {
        return text;
    }

    /** Returns the name by which Redis knows the script once it has run it. */
    byte[] hash() {
        return hash;
    }

    static String resource(String name) {
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
