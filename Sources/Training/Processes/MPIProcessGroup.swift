#if MPI
  import COpenMPI
  import Foundation

  /// The processes that Open MPI's `mpirun` started.
  ///
  /// One thread makes every call of MPI. Sums go on only while their process is inside the library; this thread is there
  /// while all others compute.
  final class MPIProcessGroup: ProcessGroup, @unchecked Sendable {
    private enum Order {
      case sumFloats(UnsafeMutableBufferPointer<Float>)
      case sumDoubles(UnsafeMutableBufferPointer<Double>)
      case broadcast(UnsafeMutableRawBufferPointer)
      case leave
      case end(Int32)
    }

    /// How long the others may need for a step, with all that the first one writes after it, or for reading pictures.
    private static let patience: TimeInterval = 1800
    /// Values in one call of MPI at most, which counts them in 32 bits.
    private static let most = 1 << 28

    /// Set before the initialiser returns.
    private(set) var size = 1
    private(set) var rank = 0

    /// Guards what follows.
    private let condition = NSCondition()
    private var orders: [Order] = []
    /// Sums and broadcasts that are not done.
    private var pending = 0
    /// Whether somebody waits for them, and does not compute.
    private var isAwaited = false
    private var failure: TrainingError?
    private var hasBegun = false
    private var hasLeft = false

    init() throws(TrainingError) {
      Thread.detachNewThread { [self] in work() }
      condition.lock()
      while !hasBegun { condition.wait() }
      let failure = failure
      condition.unlock()
      if let failure { throw failure }
    }

    func beginSum(_ values: UnsafeMutableBufferPointer<Float>) {
      submit(
        stride(from: 0, to: values.count, by: Self.most).map {
          .sumFloats(UnsafeMutableBufferPointer(rebasing: values[$0..<min(values.count, $0 + Self.most)]))
        })
    }

    func finishSums() throws(TrainingError) {
      condition.lock()
      isAwaited = true
      defer {
        isAwaited = false
        condition.unlock()
      }
      let end = Date(timeIntervalSinceNow: Self.patience)
      while pending > 0 && failure == nil {
        guard condition.wait(until: end) else {
          throw TrainingError(
            "The other processes have not answered for \(Int(Self.patience / 60)) minutes. When they can be reached "
              + "again, the same command with --resume goes on.")
        }
      }
      if let failure { throw failure }
    }

    func sum(_ values: [Double]) throws(TrainingError) -> [Double] {
      let buffer = UnsafeMutableBufferPointer<Double>.allocate(capacity: values.count)
      defer { buffer.deallocate() }
      _ = buffer.initialize(from: values)
      submit([.sumDoubles(buffer)])
      try finishSums()
      return Array(buffer)
    }

    func broadcast(_ bytes: UnsafeMutableRawBufferPointer) throws(TrainingError) {
      submit(
        stride(from: 0, to: bytes.count, by: Self.most).map {
          .broadcast(UnsafeMutableRawBufferPointer(rebasing: bytes[$0..<min(bytes.count, $0 + Self.most)]))
        })
      try finishSums()
    }

    func leave() {
      submit([.leave])
      condition.lock()
      while !hasLeft { condition.wait() }
      condition.unlock()
    }

    func end(status: Int32) -> Never {
      submit([.end(status)])
      // MPI ends this process; should it not be able to, nothing else is left to be done.
      sleep(10)
      exit(status)
    }

    private func submit(_ new: [Order]) {
      condition.lock()
      orders += new
      for order in new {
        switch order {
        case .sumFloats, .sumDoubles, .broadcast: pending += 1
        case .leave, .end: break
        }
      }
      condition.broadcast()
      condition.unlock()
    }

    // MARK: - The thread that owns MPI

    private func work() {
      begin()
      var requests: [MPI_Request?] = []
      while true {
        condition.lock()
        while orders.isEmpty && requests.isEmpty { condition.wait() }
        let new = orders
        orders = []
        let isAwaited = isAwaited
        condition.unlock()
        for order in new {
          switch order {
          case .leave:
            check(MPI_Finalize())
            condition.lock()
            hasLeft = true
            condition.broadcast()
            condition.unlock()
            return
          case .end(let status): _ = mpi_abort(status)
          case .sumFloats, .sumDoubles, .broadcast: requests.append(request(order))
          }
        }
        let before = requests.count
        requests.removeAll { isDone($0) }
        if requests.count < before {
          condition.lock()
          pending -= before - requests.count
          condition.broadcast()
          condition.unlock()
        } else if isAwaited {
          sched_yield()
        } else {
          // The processors belong to those that compute; buffers of the network hold more than passes in this time.
          usleep(50)
        }
      }
    }

    private func begin() {
      // Round the ring, each machine sends and receives at once. Left to itself, Open MPI 4.1 sends sums of two machines
      // to one of them and then back, which takes twice as long.
      setenv("OMPI_MCA_coll_libnbc_iallreduce_algorithm", "1", 0)
      check(mpi_begin())
      var (size, rank): (Int32, Int32) = (1, 0)
      check(mpi_size(&size))
      check(mpi_rank(&rank))
      self.size = Int(size)
      self.rank = Int(rank)
      condition.lock()
      hasBegun = true
      condition.broadcast()
      condition.unlock()
    }

    private func request(_ order: Order) -> MPI_Request? {
      var request: MPI_Request?
      switch order {
      case .sumFloats(let values): check(mpi_begin_sum_float(values.baseAddress, Int32(values.count), &request))
      case .sumDoubles(let values): check(mpi_begin_sum_double(values.baseAddress, Int32(values.count), &request))
      case .broadcast(let bytes): check(mpi_begin_broadcast(bytes.baseAddress, Int32(bytes.count), &request))
      case .leave, .end: preconditionFailure("nothing that goes on")
      }
      return request
    }

    private func isDone(_ request: MPI_Request?) -> Bool {
      var request = request
      var isDone: Int32 = 0
      check(mpi_test(&request, &isDone))
      return isDone != 0
    }

    /// Tells whoever waits of an error of MPI's.
    private func check(_ error: Int32) {
      guard error != MPI_SUCCESS else { return }
      var text = [CChar](repeating: 0, count: MPI_LONGEST_ERROR)
      var length: Int32 = 0
      MPI_Error_string(error, &text, &length)
      let reason = String(decoding: text.prefix(Int(length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
      condition.lock()
      failure = TrainingError(
        "The processes have lost each other (MPI: \(reason)). The same command with --resume goes on after the last save."
      )
      condition.broadcast()
      condition.unlock()
    }
  }
#endif
