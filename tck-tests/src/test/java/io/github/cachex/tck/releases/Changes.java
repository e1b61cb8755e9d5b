// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.releases;

import java.util.List;

/** The changes that are tried. */
final class Changes {
    private static final String ITEM =
            "record Item(String id, int count) implements Serializable { static Item one() { "
                    + "return new Item(\"one\", 1); } }";
    private static final String COUNT =
            "int count) implements Serializable { static Item one() { return new Item(\"one\", 1)";
    private static final String MORE =
            "int count, String more) implements Serializable { static Item one() { return new "
                    + "Item(\"one\", 1, \"more\")";

    private Changes() {}

    /** A class that {@code Root} is made of has one field more. */
    private static Change moreOfItem(String name, String root) {
        return Change.of(name, COUNT, MORE, ITEM + root);
    }

    static List<Change> ofFields() {
        return List.of(
                Change.of(
                        "added",
                        "int b) implements Serializable { public static Root of() { return new Root(\"a\", 1)",
                        "int b, String c) implements Serializable { public static Root of() { return new "
                                + "Root(\"a\", 1, \"c\")",
                        "public record Root(String a, int b) implements Serializable { public static Root "
                                + "of() { return new Root(\"a\", 1); } }"),
                Change.of(
                        "removed",
                        "(String a, int b) implements Serializable { public static Root of() { return new "
                                + "Root(\"a\", 1)",
                        "(String a) implements Serializable { public static Root of() { return new Root(\"a\")",
                        "public record Root(String a, int b) implements Serializable { public static Root "
                                + "of() { return new Root(\"a\", 1); } }"),
                Change.of(
                        "renamed",
                        "String a",
                        "String other",
                        "public record Root(String a) implements Serializable { public static Root of() { "
                                + "return new Root(\"a\"); } }"),
                Change.of(
                        "retyped",
                        "int b",
                        "long b",
                        "public record Root(int b) implements Serializable { public static Root of() { return "
                                + "new Root(1); } }"),
                moreOfItem(
                        "nested",
                        "public record Root(Item item) implements Serializable { public static Root of() { "
                                + "return new Root(Item.one()); } }"),
                moreOfItem(
                        "array",
                        "public record Root(Item[] items) implements Serializable { public static Root of() { "
                                + "return new Root(new Item[] {Item.one()}); } }"),
                moreOfItem(
                        "listed",
                        "public class Root { public static List<Item> of() { return new "
                                + "ArrayList<>(List.of(Item.one())); } }"),
                moreOfItem(
                        "mapped",
                        "public class Root { public static Map<String, Item> of() { return new "
                                + "LinkedHashMap<>(Map.of(\"k\", Item.one())); } }"),
                moreOfItem(
                        "optional",
                        "public class Root { public static Optional<Item> of() { return "
                                + "Optional.of(Item.one()); } }"),
                moreOfItem(
                        "wildcard",
                        "public class Root { public static List<? extends Item> of() { return new "
                                + "ArrayList<>(List.of(Item.one())); } }"),
                moreOfItem(
                        "genericField",
                        "public record Root(List<Map<String, Item>> items) implements Serializable {"
                                + " public static Root of() { return new Root(new ArrayList<>(List.of(new "
                                + "LinkedHashMap<>(Map.of(\"k\", Item.one()))))); } }"),
                moreOfItem(
                        "genericRecord",
                        "record Box<T>(T in) implements Serializable {}"
                                + " public class Root { public static Box<Item> of() { return new Box<>(Item.one()); } }"),
                moreOfItem(
                        "boundOfAVariable",
                        "record Pair<T extends Item>(T left, T right) implements Serializable {}"
                                + " public class Root { public static Pair<Item> of() { return new Pair<>(Item.one(), "
                                + "Item.one()); } }"),
                moreOfItem(
                        "twoLevelsDown",
                        "record Mid(Item item) implements Serializable {}"
                                + " public record Root(Mid mid) implements Serializable { public static Root of() { "
                                + "return new Root(new Mid(Item.one())); } }"),
                Change.of(
                        "enumConstant",
                        "A, B",
                        "A, B, C",
                        "enum Kind { A, B } public record Root(Kind kind) implements Serializable { public "
                                + "static Root of() { return new Root(Kind.B); } }"),
                Change.of(
                        "enumRenamed",
                        "B",
                        "Z",
                        "enum Kind { A, B } public record Root(Kind kind) implements Serializable { public "
                                + "static Root of() { return new Root(Kind.B); } }"),
                Change.of(
                        "classRenamed",
                        "Item",
                        "Thing",
                        ITEM
                                + "public record Root(Item item) implements Serializable { public static Root of() { "
                                + "return new Root(Item.one()); } }"),
                Change.of(
                        "beanField",
                        "public String name = \"n\";",
                        "public String name = \"n\"; public String more = \"m\";",
                        "public class Root implements Serializable { private static final long "
                                + "serialVersionUID = 1;"
                                + " public String name = \"n\"; public static Root of() { return new Root(); } }"),
                Change.of(
                        "becomesTransient",
                        "public String more",
                        "public transient String more",
                        "public class Root implements Serializable { private static final long "
                                + "serialVersionUID = 1;"
                                + " public String name = \"n\"; public String more; public static Root of() { Root root "
                                + "= new Root(); root.more = null; return root; } }"));
    }

    static List<Change> ofSupertypes() {
        return List.of(
                Change.of(
                        "superclassField",
                        "protected String base = \"b\";",
                        "protected String base = \"b\"; public String more = \"m\";",
                        "class Base implements Serializable { private static final long serialVersionUID = 1; "
                                + "protected String base = \"b\"; }"
                                + " public class Root extends Base { private static final long serialVersionUID = 1; "
                                + "public String own = \"o\";"
                                + " public static Root of() { return new Root(); } }"),
                moreOfItem(
                        "genericSuperclass",
                        "class Page<T> implements Serializable { private static final long serialVersionUID = "
                                + "1; public List<T> items = new ArrayList<>(); }"
                                + " public class Root extends Page<Item> { private static final long serialVersionUID = "
                                + "1;"
                                + " public static Root of() { Root root = new Root(); root.items.add(Item.one()); "
                                + "return root; } }"),
                moreOfItem(
                        "genericSuperclassTwice",
                        "class Page<T> implements Serializable { private static final long serialVersionUID = "
                                + "1; public List<T> items = new ArrayList<>(); }"
                                + " class Pages<T> extends Page<T> { private static final long serialVersionUID = 1; }"
                                + " public class Root extends Pages<Item> { private static final long serialVersionUID "
                                + "= 1;"
                                + " public static Root of() { Root root = new Root(); root.items.add(Item.one()); "
                                + "return root; } }"),
                moreOfItem(
                        "subclassOfAList",
                        "public class Root extends ArrayList<Item> { private static final long "
                                + "serialVersionUID = 1;"
                                + " public static Root of() { Root root = new Root(); root.add(Item.one()); return "
                                + "root; } }"),
                moreOfItem(
                        "subclassOfAMap",
                        "public class Root extends TreeMap<String, Item> { private static final long "
                                + "serialVersionUID = 1;"
                                + " public static Root of() { Root root = new Root(); root.put(\"k\", Item.one()); "
                                + "return root; } }"),
                Change.of(
                        "superclassArgument",
                        "Page<Integer>",
                        "Page<Long>",
                        "class Page<T> implements Serializable { private static final long serialVersionUID = "
                                + "1; public List<T> items = new ArrayList<>(); }"
                                + " public class Root extends Page<Integer> { private static final long "
                                + "serialVersionUID = 1;"
                                + " public static Root of() { return new Root(); } }"),
                moreOfItem(
                        "genericInterface",
                        "interface Holds<T> { T item(); }"
                                + " public record Root(Object any) implements Holds<Item>, Serializable { public Item "
                                + "item() { return Item.one(); }"
                                + " public static Root of() { return new Root(\"x\"); } }"),
                moreOfItem(
                        "sealed",
                        "sealed interface Form extends Serializable permits Shown {} record Shown(Item item) "
                                + "implements Form {}"
                                + " public record Root(Form form) implements Serializable { public static Root of() { "
                                + "return new Root(new Shown(Item.one())); } }"));
    }

    static List<Change> ofAnnotations() {
        return List.of(
                moreOfItem("subtypesInAnnotations", """
                        @JsonbTypeInfo(@JsonbSubtype(alias = "item", type = Shown.class))
                        @JsonTypeInfo(use = JsonTypeInfo.Id.NAME) @JsonSubTypes(@JsonSubTypes.Type(value = Shown.class, name = "item"))
                        interface Shows extends Serializable {}
                        record Shown(Item item) implements Shows {}
                        public record Root(Shows shows) implements Serializable {
                          public static Root of() { return new Root(new Shown(Item.one())); }
                        }"""),
                Change.of("nameOfAProperty", "\"old\"", "\"new\"", """
                        public class Root implements Serializable {
                          private static final long serialVersionUID = 1;
                          @JsonbProperty("old") @JsonProperty("old") public String text = null;
                          public static Root of() { Root root = new Root(); root.text = "t"; return root; }
                        }"""),
                Change.of("formatOfADate", "dd.MM", "MM.dd", """
                        public class Root implements Serializable {
                          private static final long serialVersionUID = 1;
                          @JsonbDateFormat("dd.MM.yyyy") @JsonFormat(pattern = "dd.MM.yyyy") public LocalDate day;
                          public static Root of() { Root root = new Root(); root.day = LocalDate.of(2026, 3, 4); return root; }
                        }"""),
                Change.of("formatOfAClass", "dd.MM", "MM.dd", """
                        @JsonbDateFormat("dd.MM.yyyy")
                        public class Root implements Serializable {
                          private static final long serialVersionUID = 1;
                          @JsonFormat(pattern = "dd.MM.yyyy") public LocalDate day;
                          public static Root of() { Root root = new Root(); root.day = LocalDate.of(2026, 3, 4); return root; }
                        }"""),
                Change.of("formatOfANumber", "#0.0", "#0.000", """
                        public class Root implements Serializable {
                          private static final long serialVersionUID = 1;
                          @JsonbNumberFormat("#0.0") public Double number = 1.5;
                          public static Root of() { return new Root(); }
                        }"""),
                Change.of("getter", "Text", "Words", """
                        public class Root implements Serializable {
                          private static final long serialVersionUID = 1;
                          private String kept;
                          public String getText() { return kept; }
                          public void setText(String text) { kept = text; }
                          public static Root of() { Root root = new Root(); root.kept = "t"; return root; }
                        }"""),
                Change.of("parameterOfACreator", "\"old\"", "\"new\"", """
                        public class Root implements Serializable {
                          private static final long serialVersionUID = 1;
                          @JsonbProperty("old") @JsonProperty("old") public final String text;
                          @JsonbCreator @JsonCreator
                          public Root(@JsonbProperty("old") @JsonProperty("old") String text) { this.text = text; }
                          public static Root of() { return new Root("t"); }
                        }"""),
                Change.of("leftOut", "/* */ public String more", "@JsonbTransient @JsonIgnore public String more", """
                        public class Root implements Serializable {
                          private static final long serialVersionUID = 1;
                          public String text = "t";
                          /* */ public String more = null;
                          public static Root of() { return new Root(); }
                        }"""),
                Change.of("nameOfAnEnumConstant", "\"old\"", "\"new\"", """
                        enum Kind { @JsonProperty("old") A, B }
                        public record Root(Kind kind) implements Serializable { public static Root of() { return new Root(Kind.A); } }"""),
                Change.of("bundleOfAnnotations", "\"old\"", "\"new\"", """
                        @JacksonAnnotationsInside @JsonProperty("old")
                        @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME) @interface Named {}
                        public class Root implements Serializable {
                          private static final long serialVersionUID = 1;
                          @Named public String text;
                          public static Root of() { Root root = new Root(); root.text = "t"; return root; }
                        }"""));
    }
}
