-- The project's buckets and tables from what was staged: a row a column, and a row a bucket.

TRUNCATE $project.schemas;
INSERT INTO $project.schemas BY NAME
  SELECT bucket AS name, $pg._namespace(bucket) AS oid, max(name) AS comment FROM $project.staged WHERE relation IS NULL GROUP BY bucket;

TRUNCATE $project.tables;
INSERT INTO $project.tables BY NAME
  SELECT bucket AS schema, relation AS name, 'r' AS kind, false AS temporary, max(number) AS natts, max(key_position) > 0 AS has_index, 0 AS checks,
    max(rows) AS rows, max(bytes) AS bytes, $pg._oid('relation', bucket, relation) AS oid
  FROM $project.staged WHERE relation IS NOT NULL GROUP BY bucket, relation;

TRUNCATE $project.columns;
INSERT INTO $project.columns BY NAME
  SELECT $pg._oid('relation', bucket, relation) AS relid, number, name, element,
    CASE WHEN dims > 0 THEN $pg._array_oid(element) ELSE element END AS type, CASE WHEN dims > 0 THEN -1 ELSE $pg._typmod(base) END AS typmod,
    dims, nullable = 0 AS "notnull", "default", bucket AS schema, relation, duck_type
  FROM (SELECT *, $pg._base(duck_type) AS base, $pg._dimensions(duck_type)::INTEGER AS dims, $pg._element_oid($pg._base(duck_type)) AS element
    FROM $project.staged WHERE number > 0);

TRUNCATE $project.constraints;
INSERT INTO $project.constraints BY NAME
  SELECT *, $pg._oid('constraint', schema, relation || '.' || name) AS oid, $pg._oid('relation', schema, relation) AS relid,
    $pg._oid('relation', schema, name) AS indexid
  FROM (SELECT bucket AS schema, relation, 0 AS position, 'p' AS kind, list(number::SMALLINT ORDER BY key_position) AS keys,
      list(name ORDER BY key_position) AS columns, relation || '_pkey' AS name
    FROM $project.staged WHERE key_position > 0 GROUP BY bucket, relation);

TRUNCATE $project.indexes;
INSERT INTO $project.indexes BY NAME
  SELECT indexid AS oid, schema, name, relation, relid, true AS is_unique, true AS is_primary, keys,
    list_transform(columns, lambda x: $pg._quoted(x)) AS expressions, false AS is_temporary
  FROM $project.constraints;

DROP TABLE $project.staged;
