import Dispatch
import Pictures
import Studio

/// Does what the studio asks for: on a worker whatever may take longer than a frame.
final class EffectRunner {
  private let inbox: Inbox
  private let translations: TranslationQueue
  private let gallery: GalleryService
  private let journal: Journal?
  private let outlines: OutlineService
  private let courier: (any PictureCourier)?
  private let texts: Texts
  /// Of the picture that came last, so that keeping it need not measure it again.
  private var measurement: Measurement?

  private let galleryWorker: Worker
  private let journalWorker: Worker
  private let measuringWorker: Worker
  private let jobWorker: Worker

  /// How long the child has been drawing this page.
  private var drawingClock = DrawingClock()

  /// - Parameter journal: nil where nothing can or shall be written down.
  init(_ options: StudioOptions, _ texts: Texts, _ journal: Journal?, _ inbox: Inbox) {
    self.inbox = inbox
    self.texts = texts
    self.journal = journal
    translations = TranslationQueue(options.translator) { [inbox] in inbox.post(.translation($0)) }
    gallery = GalleryService(options, texts)
    outlines = OutlineService(options.outliner, inbox)
    courier = options.courier
    galleryWorker = Worker("gallery", inbox)
    journalWorker = Worker("journal", inbox)
    measuringWorker = Worker("measuring", inbox, qos: .utility)
    jobWorker = Worker("jobs", inbox, qos: .utility)
  }

  /// Waits until what is on its way to the disk is there, and ends all other work.
  func finish() {
    translations.close()
    outlines.cancel()
    journalWorker.waitUntilDone()
    galleryWorker.waitUntilDone()
    courier?.finish()
  }

  func perform(_ effect: StudioEffect) {
    switch effect {
    case .translate(let request): translations.submit(request)
    case .cancelTranslation(let canvas): translations.cancel(canvas)
    case .measure(let canvas, let revision, let strokes, let picture):
      let measurement = gallery.measurement(strokes, picture)
      self.measurement = measurement
      measuringWorker.run {
        [.measured(canvas, revision: revision, measurement.measures)]
      }
    case .journal(let entry):
      write(entry)
      time(entry)
    case .awaitJournal:
      // A disk may take tens of milliseconds for a stroke. The child waits only where the next begins sooner.
      journalWorker.waitUntilDone()
      drawingClock.penMoved(at: Self.now)
    case .lookAtCalendar: inbox.post(.answer(.today(CalendarDay(.now))))
    case .keep(var request):
      request.story.seconds = drawingClock.seconds
      galleryWorker.run { [gallery, request, measurement] in gallery.keep(request, measurement) }
    case .keepCartoon(let cartoon, let domain, let withPhotograph, let artist):
      galleryWorker.run { [gallery] in
        gallery.keep(cartoon, domain: domain, withPhotograph: withPhotograph, by: artist)
      }
    case .loadPage(let query): galleryWorker.run { [gallery] in gallery.page(query) }
    case .loadCreation(let id): galleryWorker.run { [gallery] in gallery.creation(id) }
    case .moveToTrash(let id): galleryWorker.run { [gallery] in gallery.moveToTrash(id) }
    case .restore(let id): galleryWorker.run { [gallery] in gallery.restore(id) }
    case .setFavourite(let id, let isFavourite):
      galleryWorker.run { [gallery] in gallery.setFavourite(id, isFavourite) }
    case .loadRecord(let artist): galleryWorker.run { [gallery] in gallery.record(of: artist) }
    case .remember(let artist): galleryWorker.run { [gallery] in gallery.remember(artist) }
    case .rememberDomain(let domain): galleryWorker.run { [gallery] in gallery.remember(domain: domain) }
    case .ring: break
    case .findOutline(let request): outlines.find(request)
    case .cancelOutline: outlines.cancel()
    case .run(let job): jobWorker.run { [.answer(.job(job.run()))] }
    case .quit(let forgetDrawing):
      if forgetDrawing { write(.forget) }
    }
  }

  /// Writes one change of the drawing, in its turn.
  private func write(_ entry: JournalEntry) {
    guard let journal else { return }
    journalWorker.run { [texts] in
      do throws(JournalError) {
        switch entry {
        case .stroke(let stroke): try journal.append(stroke)
        case .strokes(let group): try journal.append(group)
        case .replace(let strokes): try journal.replace(with: strokes)
        case .undo: try journal.undo()
        case .redo: try journal.redo()
        case .clear: try journal.clear()
        case .prompt(let prompt): try journal.take(prompt: prompt)
        case .domain(let domain): try journal.take(domain: domain)
        case .start(let strokes): try journal.newPage(Drawing(strokes: strokes))
        case .resume: try journal.resume()
        case .forget: try journal.discardPage()
        }
        return []
      } catch {
        return [.problem(texts.problem(error))]
      }
    }
  }

  /// Every stroke that ends is drawing time; what begins a page begins it anew.
  private func time(_ entry: JournalEntry) {
    switch entry {
    case .stroke, .strokes: drawingClock.penMoved(at: Self.now)
    case .clear, .replace, .start, .resume, .forget: drawingClock.reset()
    case .undo, .redo, .prompt, .domain: break
    }
  }

  /// Seconds after a fixed moment.
  private static var now: Double { Double(DispatchTime.now().uptimeNanoseconds) / 1e9 }
}
