package io.eider.auth;

import io.eider.api.auth.Scope;
import io.eider.api.id.BranchId;
import io.eider.api.id.ProjectId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The texts of keys: their forms, what may be shown of them, and their hashes. A key holds 128 random bits, so a plain hash
 * cannot be guessed back and needs no salt.
 *
 * <p>Source: storage contract, sections 0.4 and 2.3.
 */
final class KeyText {
    private static final int SECRET_BYTES = 16;
    private static final int ID_BYTES = 4;
    private static final int SHOWN_PARTS = 3;
    private static final int SHOWN_PARTS_OF_BRANCH = 5;
    private static final int PARTS_OF_BRANCH_KEY = 6;

    private final SecureRandom random = new SecureRandom();

    /** {@code proj_p1_admin_…}, {@code proj_p1_branch_b_admin_…} or {@code proj_p1_branch_b_read_…}. */
    String newKey(ProjectId project, Scope scope, Optional<BranchId> branch) {
        String owner = branch.map(id -> "proj_" + project + "_branch_" + id).orElse("proj_" + project);
        String right = scope == Scope.BRANCH_READ ? "_read_" : "_admin_";
        return owner + right + hex(SECRET_BYTES);
    }

    /** {@code eider_admin_} and 32 hex digits. */
    String newAdminKey() {
        return "eider_admin_" + hex(SECRET_BYTES);
    }

    /** {@code key_} and 8 hex digits; not unique by itself. */
    String newId() {
        return "key_" + hex(ID_BYTES);
    }

    /** The part of a key that may be shown: its first three words, of a branch's key five. */
    static String prefix(String key) {
        List<String> parts = Arrays.asList(key.split("_", -1));
        boolean isOfBranch = parts.size() >= PARTS_OF_BRANCH_KEY
                && parts.get(SHOWN_PARTS - 1).equals("branch");
        return String.join("_", parts.subList(0, isOfBranch ? SHOWN_PARTS_OF_BRANCH : SHOWN_PARTS)) + "_...";
    }

    static byte[] hash(String key) {
        return sha256(key.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private String hex(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return hex(bytes);
    }
}
