package io.eider.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.eider.rest.body.ApiKeyBodies.ApiKeyCreate;
import io.eider.rest.body.BranchBodies.BranchCreate;
import io.eider.rest.body.BranchBodies.BranchMerge;
import io.eider.rest.body.BucketBodies.BucketCreate;
import io.eider.rest.body.FileBodies.FilePrepare;
import io.eider.rest.body.FileBodies.FileRegister;
import io.eider.rest.body.JsonBody;
import io.eider.rest.body.OntologyBodies.MigrationApply;
import io.eider.rest.body.OntologyBodies.SchemaBind;
import io.eider.rest.body.OntologyBodies.SchemaRegister;
import io.eider.rest.body.OntologyBodies.SchemaValidate;
import io.eider.rest.body.OntologyBodies.TableBind;
import io.eider.rest.body.PgwireBodies.PgwireActivity;
import io.eider.rest.body.PgwireBodies.PgwireAuth;
import io.eider.rest.body.PgwireBodies.PgwireSessionCreate;
import io.eider.rest.body.ProjectBodies.ProjectCreate;
import io.eider.rest.body.ProjectBodies.ProjectUpdate;
import io.eider.rest.body.QueryBodies.WorkspaceQuery;
import io.eider.rest.body.QueryBodies.WorkspaceUnload;
import io.eider.rest.body.RowBodies.DeleteRows;
import io.eider.rest.body.RowBodies.InsertRows;
import io.eider.rest.body.RowBodies.UpdateRows;
import io.eider.rest.body.SchemaBodies.AddColumn;
import io.eider.rest.body.SchemaBodies.AlterColumn;
import io.eider.rest.body.SchemaBodies.SetPrimaryKey;
import io.eider.rest.body.SharingBodies.BucketLink;
import io.eider.rest.body.SharingBodies.BucketShare;
import io.eider.rest.body.SnapshotBodies.SnapshotCreate;
import io.eider.rest.body.SnapshotBodies.SnapshotRestore;
import io.eider.rest.body.SnapshotSettingsBodies.SnapshotConfig;
import io.eider.rest.body.TableBodies.TableCreate;
import io.eider.rest.body.TransferBodies.Export;
import io.eider.rest.body.TransferBodies.ImportFromFile;
import io.eider.rest.body.WorkspaceBodies.WorkspaceCreate;
import io.eider.rest.body.WorkspaceBodies.WorkspaceLoad;
import io.eider.rest.reference.ReferenceBodies.ColumnTypes;
import io.eider.rest.reference.ReferenceBodies.LogLevelUpdate;
import io.eider.rest.reference.ReferenceBodies.ProjectRow;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.function.Function;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.MultivaluedMap;
import javax.ws.rs.ext.MessageBodyReader;

/** Checks the JSON that {@link Gatekeeper} has parsed and makes the record of it that a resource method takes. */
public final class JsonReader implements MessageBodyReader<Object> {
    private static final Map<Class<?>, Function<JsonBody, ?>> READERS = Map.ofEntries(
            Map.entry(ProjectCreate.class, ProjectCreate::read),
            Map.entry(ProjectUpdate.class, ProjectUpdate::read),
            Map.entry(ApiKeyCreate.class, ApiKeyCreate::read),
            Map.entry(BucketCreate.class, BucketCreate::read),
            Map.entry(TableCreate.class, TableCreate::read),
            Map.entry(ImportFromFile.class, ImportFromFile::read),
            Map.entry(Export.class, Export::read),
            Map.entry(FilePrepare.class, FilePrepare::read),
            Map.entry(FileRegister.class, FileRegister::read),
            Map.entry(BranchCreate.class, BranchCreate::read),
            Map.entry(BranchMerge.class, BranchMerge::read),
            Map.entry(BucketShare.class, BucketShare::read),
            Map.entry(BucketLink.class, BucketLink::read),
            Map.entry(SnapshotCreate.class, SnapshotCreate::read),
            Map.entry(SnapshotRestore.class, SnapshotRestore::read),
            Map.entry(SnapshotConfig.class, SnapshotConfig::read),
            Map.entry(AddColumn.class, AddColumn::read),
            Map.entry(AlterColumn.class, AlterColumn::read),
            Map.entry(SetPrimaryKey.class, SetPrimaryKey::read),
            Map.entry(DeleteRows.class, DeleteRows::read),
            Map.entry(InsertRows.class, InsertRows::read),
            Map.entry(UpdateRows.class, UpdateRows::read),
            Map.entry(WorkspaceCreate.class, WorkspaceCreate::read),
            Map.entry(WorkspaceLoad.class, WorkspaceLoad::read),
            Map.entry(WorkspaceQuery.class, WorkspaceQuery::read),
            Map.entry(WorkspaceUnload.class, WorkspaceUnload::read),
            Map.entry(SchemaRegister.class, SchemaRegister::read),
            Map.entry(SchemaValidate.class, SchemaValidate::read),
            Map.entry(SchemaBind.class, SchemaBind::read),
            Map.entry(TableBind.class, TableBind::read),
            Map.entry(MigrationApply.class, MigrationApply::read),
            Map.entry(PgwireAuth.class, PgwireAuth::read),
            Map.entry(PgwireSessionCreate.class, PgwireSessionCreate::read),
            Map.entry(PgwireActivity.class, PgwireActivity::read),
            Map.entry(ColumnTypes.class, ColumnTypes::read),
            Map.entry(ProjectRow.class, ProjectRow::read),
            Map.entry(LogLevelUpdate.class, LogLevelUpdate::read));

    @Context
    private HttpServletRequest request;

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return READERS.containsKey(type);
    }

    @Override
    public Object readFrom(
            Class<Object> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream in) {
        return JsonBody.read((JsonNode) request.getAttribute(Gatekeeper.BODY), READERS.get(type));
    }
}
